import { ErrorChain } from './error-chain.ts';
import { MOST_MESSAGE, readHeader } from './header.ts';
import type { Reading } from './rule.ts';
import type { Cause, Frame, Language } from './trace.ts';

export const frameOf = ({ function: name, file, line, column }: Reading): Frame => ({
	...(name === undefined ? {} : { function: name }),
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
	...(column === undefined ? {} : { column }),
});

/** An error of which more lines may come. */
export class Block {
	language: Language;
	test: string | undefined;
	/** Whether the line that began it says that something failed. */
	isVerdict = false;
	/** Whether the test may have passed: its verdict comes later. */
	isBeforeVerdict = false;
	/** It needs no stack. */
	isError = false;
	isDiagnostic = false;
	/** Whether a line said that a stack begins. */
	isAnnounced = false;
	/** Python: the line that names the error came, and ends the stack. */
	isDone = false;
	isDropped = false;
	isReasonNext = false;
	isThrownNext = false;
	/** Whether the test's name goes on in the lines that follow. */
	isTitleOpen = false;
	/** What follows is another error, in this relation to this one. */
	pending: Cause['relation'] | undefined;
	/** Where a test stands: all that is known where what it threw has no stack. */
	place: Frame | undefined;
	/** The function that the next call stands in, where its source came before it. */
	source: string | undefined;
	/** So many lines may still belong to the message. */
	messageLines = 0;
	/** Lines in a row that say nothing here. */
	gap = 0;
	/** How far the line was indented that began it. */
	indent = 0;
	readonly firstLine: number;
	readonly chain = new ErrorChain();

	constructor(language: Language, firstLine: number) {
		this.language = language;
		this.firstLine = firstLine;
	}

	get hasFrames(): boolean {
		return this.chain.current.frames.length > 0;
	}

	get hasReason(): boolean {
		return this.hasClass || this.message !== '';
	}

	get hasClass(): boolean {
		return this.chain.current.className !== '';
	}

	get message(): string {
		return this.chain.current.message;
	}

	/** How many silent lines it bears: between a test's reason and its stack stands a comparison, or its whole source. */
	get patience(): number {
		if (this.isDropped) return 20;
		return this.test !== undefined && (this.language === 'python' || !this.hasFrames) ? 200 : 4;
	}

	addFrame(reading: Reading): void {
		const { current } = this.chain;
		this.messageLines = 0;
		if (reading.className !== undefined && !this.hasClass) current.className = reading.className;
		if (reading.message !== undefined && !current.message) current.message = reading.message;
		const frame = frameOf(reading);
		const source = frame.function === undefined ? this.source : undefined;
		this.chain.addFrame(source === undefined ? frame : { function: source, ...frame });
		this.source = undefined;
	}

	/** Where the call stands that the line before named; alone, it is a call without a name. */
	addPlace(reading: Reading): void {
		const { frames } = this.chain.current;
		const last = frames.at(-1);
		if (last && last.file === undefined && last.function !== undefined) {
			frames[frames.length - 1] = { ...last, ...frameOf(reading) };
		} else if (!last) this.addFrame(reading);
	}

	/** Names the error, as far as it has no name yet. */
	name({ className, message }: Reading): void {
		const { current } = this.chain;
		if (className !== undefined && !this.hasClass) current.className = className;
		if (message === undefined) return;
		if (current.message === '') current.message = message;
		if (this.language === 'dotnet') this.#splitChain();
	}

	addMessageLine(line: string): void {
		this.messageLines--;
		const { current } = this.chain;
		if (current.message === '') current.message = line;
		else if (current.message.length + line.length < MOST_MESSAGE) current.message = `${current.message}\n${line}`;
	}

	/** The first line of a message may name the class. */
	settleMessage(): void {
		this.messageLines = 0;
		if (this.hasClass) return;
		const { current } = this.chain;
		const header = readHeader(current.message.split('\n', 1)[0] ?? '', false);
		if (!header) return;
		current.className = header.className ?? '';
		const rest = current.message.indexOf('\n');
		current.message = (header.message ?? '') + (rest < 0 ? '' : current.message.slice(rest));
	}

	/** Another error of the chain; what follows is its own. */
	relate(relation: Cause['relation'], reading: Reading = {}): void {
		if (relation === 'thread' && !this.hasFrames) return;
		if (!this.chain.relate(relation)) return;
		this.isDone = false;
		this.name(reading);
	}

	/** What came up to now was only the cause of what comes. */
	wrap(relation: Cause['relation']): void {
		if (this.chain.wrap(relation)) this.isDone = false;
	}

	/** Back to the error around the one that ended. */
	pop(): void {
		this.chain.pop();
	}

	/** `outer ---> inner`: their stacks follow from the inside out. */
	#splitChain(): void {
		const [own = '', ...inner] = this.chain.current.message.split(' ---> ');
		this.chain.current.message = own;
		for (const text of inner) this.relate('cause', readHeader(text, false) ?? { message: text });
	}
}
