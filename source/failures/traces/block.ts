import { MOST_MESSAGE, readHeader } from './header.ts';
import type { Reading } from './rule.ts';
import type { Cause, Frame, Language, ThrownError, Trace } from './trace.ts';

/** A stack that is deeper (an endless recursion) is not kept as a whole. */
const MOST_FRAMES = 250;
const MOST_CAUSES = 50;

interface Draft {
	className: string;
	message: string;
	frames: Frame[];
	relation: Cause['relation'];
}

const newDraft = (relation: Cause['relation'] = 'cause'): Draft => ({
	className: '',
	message: '',
	frames: [],
	relation,
});

const frameOf = ({ function: name, file, line, column }: Reading): Frame => ({
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
	/** It needs no stack. */
	isError = false;
	isDiagnostic = false;
	/** Whether a line said that a stack begins. */
	isAnnounced = false;
	/** Python: the line that names the error came, and ends the stack. */
	isDone = false;
	isDropped = false;
	isReasonNext = false;
	/** What follows is another error, in this relation to this one. */
	pending: Cause['relation'] | undefined;
	/** Where a test stands: all that is known where what it threw has no stack. */
	place: Frame | undefined;
	/** So many lines may still belong to the message. */
	messageLines = 0;
	/** Lines in a row that say nothing here. */
	gap = 0;
	lastLine: number;
	/** How far the line was indented that began it. */
	indent = 0;
	readonly firstLine: number;
	readonly #errors: [Draft, ...Draft[]] = [newDraft()];
	#current = this.#errors[0];

	constructor(language: Language, firstLine: number) {
		this.language = language;
		this.firstLine = firstLine;
		this.lastLine = firstLine;
	}

	get hasFrames(): boolean {
		return this.#current.frames.length > 0;
	}

	get hasReason(): boolean {
		return this.#current.className !== '' || this.#current.message !== '';
	}

	get hasClass(): boolean {
		return this.#current.className !== '';
	}

	get message(): string {
		return this.#current.message;
	}

	/** How many silent lines it bears: between a test's reason and its stack stands a comparison, or its whole source. */
	get patience(): number {
		return this.test !== undefined && (this.language === 'python' || !this.hasFrames) ? 200 : 4;
	}

	addFrame(reading: Reading): void {
		this.messageLines = 0;
		if (reading.className !== undefined && !this.hasClass) this.#current.className = reading.className;
		if (reading.message !== undefined && !this.#current.message) this.#current.message = reading.message;
		if (this.#current.frames.length < MOST_FRAMES) this.#current.frames.push(frameOf(reading));
	}

	/** Where the call stands that the line before named; alone, it is a call without a name. */
	addPlace(reading: Reading): void {
		const last = this.#current.frames.at(-1);
		if (last && last.file === undefined && last.function !== undefined) {
			this.#current.frames[this.#current.frames.length - 1] = { ...last, ...frameOf(reading) };
		} else if (!last) this.addFrame(reading);
	}

	/** Names the error, as far as it has no name yet. */
	name({ className, message }: Reading): void {
		if (className !== undefined && !this.hasClass) this.#current.className = className;
		if (message === undefined) return;
		if (this.#current.message === '') this.#current.message = message;
		if (this.language === 'dotnet') this.#splitChain();
	}

	addMessageLine(line: string): void {
		this.messageLines--;
		const { message } = this.#current;
		if (message === '') this.#current.message = line;
		else if (message.length + line.length < MOST_MESSAGE) this.#current.message = `${message}\n${line}`;
	}

	/** The first line of a message may name the class. */
	settleMessage(): void {
		this.messageLines = 0;
		if (this.hasClass) return;
		const header = readHeader(this.#current.message.split('\n', 1)[0] ?? '', false);
		if (!header) return;
		this.#current.className = header.className ?? '';
		const rest = this.#current.message.indexOf('\n');
		this.#current.message = (header.message ?? '') + (rest < 0 ? '' : this.#current.message.slice(rest));
	}

	/** Another error of the chain; what follows is its own. */
	relate(relation: Cause['relation'], reading: Reading = {}): void {
		if (relation === 'thread' && !this.hasFrames) return;
		if (this.#errors.length > MOST_CAUSES) return;
		const draft = newDraft(relation);
		this.#errors.push(draft);
		this.#current = draft;
		this.isDone = false;
		this.name(reading);
	}

	/** What came up to now was only the cause of what comes. */
	wrap(relation: Cause['relation']): void {
		if (this.#errors.length > MOST_CAUSES) return;
		this.#errors[0].relation = relation;
		const draft = newDraft();
		this.#errors.unshift(draft);
		this.#current = draft;
		this.isDone = false;
	}

	/** Back to the error around the one that ended. */
	pop(): void {
		const index = this.#errors.indexOf(this.#current);
		this.#current = this.#errors[Math.max(0, index - 1)] ?? this.#errors[0];
	}

	/** `outer ---> inner`: their stacks follow from the inside out. */
	#splitChain(): void {
		const [own = '', ...inner] = this.#current.message.split(' ---> ');
		this.#current.message = own;
		for (const text of inner) this.relate('cause', readHeader(text, false) ?? { message: text });
	}

	/** What it came to; undefined where it was no error. */
	toTrace(): Trace | undefined {
		if (this.messageLines > 0) this.settleMessage();
		const errors = this.#errors.map((draft) => this.#finished(draft));
		const [first, ...rest] = errors as [ThrownError & { relation: Cause['relation'] }];
		if (this.isDropped || !this.#isReal(first, errors.length)) return undefined;
		const { relation: _, ...own } = first;
		const frames = own.frames.length === 0 && this.place ? [frameOf(this.place)] : own.frames;
		return {
			language: this.language,
			...own,
			frames,
			causes: rest,
			...(this.test === undefined ? {} : { test: testName(this.test, this.language, first.frames) }),
			isDiagnostic: this.isDiagnostic,
			logLine: this.firstLine,
		};
	}

	#isReal({ className, message, frames }: ThrownError, errors: number): boolean {
		const isNamed = className !== '' || message !== '';
		if (this.isError || (this.isVerdict && isNamed)) return true;
		if (frames.length === 0) return errors > 1 && isNamed && this.#errors.some((error) => error.frames.length > 0);
		if (this.isAnnounced || isNamed) return true;
		return frames.length > 1 && frames.some(({ file, line }) => file !== undefined && line !== undefined);
	}

	#finished({ className, message, frames, relation }: Draft): Cause {
		const ordered = this.language === 'python' ? frames.toReversed() : frames;
		return { className, message: message.trim(), frames: ordered, relation };
	}
}

/** pytest heads its stacks with the name alone; elsewhere it names the file, too. */
function testName(test: string, language: Language, frames: readonly Frame[]): string {
	const file = frames.at(-1)?.file;
	if (language !== 'python' || file === undefined || /::|[( ]/.test(test)) return test;
	return `${file}::${test.replaceAll('.', '::')}`;
}
