import { Block } from './block.ts';
import { fillBlock, openBlock } from './fill-block.ts';
import type { Hits } from './line-scanner.ts';
import { findFileAbove, findHeader, type LineBefore, linesAbove, namesAnother } from './look-back.ts';
import { indentOf, isNamedBy } from './reason.ts';
import type { LineRule, Reading } from './rule.ts';
import { LINE_RULES } from './table/rules.ts';
import type { Language } from './trace.ts';

const TRIGGERED = LINE_RULES.filter(({ triggers }) => triggers.length > 0);
const INNER = Map.groupBy(
	LINE_RULES.filter(({ triggers }) => triggers.length === 0),
	({ language }) => language,
);

export interface LaneNeeds {
	readonly before: LineBefore;
	readonly emit: (block: Block) => void;
	/** A test failed, whatever the reason. */
	readonly note: (rule: LineRule, reading: Reading, number: number) => void;
}

/** A test that failed; what comes next says why. */
export interface FailedTest {
	readonly language: Language;
	readonly test: string;
}

/** What one speaker of a log says, line by line. */
export class Lane {
	lastLine = 0;
	readonly #speaker: string;
	readonly #needs: LaneNeeds;
	#block: Block | undefined;
	#fileAbove: string | undefined;
	#number = 0;

	constructor(speaker: string, needs: LaneNeeds) {
		this.#speaker = speaker;
		this.#needs = needs;
	}

	get isOpen(): boolean {
		return this.#block !== undefined;
	}

	/** @param starts where the line may begin behind its prefix, the deepest last */
	read(line: string, starts: readonly number[], hits: Hits, number: number): void {
		this.#number = number;
		this.lastLine = number;
		for (let index = starts.length - 1; index >= 0; index--) {
			const rest = line.slice(starts[index]);
			const text = rest.trim();
			if (text === '') break;
			if (this.#readRules(rest, text, hits)) return;
		}
		this.#readText(line.slice(starts.at(-1)));
	}

	/** What is read from now on is about this test. */
	openTest({ language, test }: FailedTest): void {
		const block = new Block(language, 1);
		block.test = test;
		block.isError = true;
		block.isReasonNext = language === 'javascript';
		this.#block = block;
	}

	close(): void {
		if (this.#block) this.#needs.emit(this.#block);
		this.#block = undefined;
	}

	#readRules(line: string, text: string, { low, high }: Hits): boolean {
		// What a stack of its language holds is never anything else: Rust's `at file:5:9` is no call of JavaScript.
		const inner = this.#block ? INNER.get(this.#block.language) : undefined;
		if (inner?.some((rule) => this.#tryRule(rule, line, text))) return true;
		// The first bit is that of colours.
		for (let bits = low & ~1; bits !== 0; bits &= bits - 1) {
			if (this.#tryRule(TRIGGERED[30 - Math.clz32(bits & -bits)], line, text)) return true;
		}
		for (let bits = high; bits !== 0; bits &= bits - 1) {
			if (this.#tryRule(TRIGGERED[61 - Math.clz32(bits & -bits)], line, text)) return true;
		}
		return false;
	}

	#tryRule(rule: LineRule | undefined, line: string, text: string): boolean {
		const reading = rule?.read(text);
		return rule !== undefined && reading !== undefined && this.#apply(rule, reading, line);
	}

	/** @returns false where the line means nothing here */
	#apply(rule: LineRule, reading: Reading, line: string): boolean {
		const isTaken = this.#act(rule, reading, line);
		if (isTaken && this.#block) this.#block.gap = 0;
		return isTaken;
	}

	#act(rule: LineRule, reading: Reading, line: string): boolean {
		const block = this.#block;
		switch (rule.role) {
			case 'frame':
				this.#addFrame(rule.language, reading, line);
				return true;
			case 'place':
				block?.addPlace(reading);
				return block !== undefined;
			case 'open':
				this.#open(rule, reading, line);
				return true;
			case 'error':
				return this.#openError(rule, reading);
			case 'test':
				this.#openTest(rule, reading);
				return true;
			case 'title':
				if (
					block?.test === undefined ||
					block.hasReason ||
					block.messageLines > 0 ||
					block.hasFrames ||
					namesAnother(line.trim())
				)
					return false;
				block.test = [block.test, ...this.#linesSince(block), reading.test].filter((part) => part !== '').join(' > ');
				if (block.isVerdict) this.#needs.note(rule, { test: block.test ?? '' }, this.#number);
				return true;
			case 'again':
				return this.#tryAgain();
			case 'relation':
				return this.#relate(reading);
			case 'pop':
				block?.pop();
				return block !== undefined;
			case 'drop':
				if (block) block.isDropped = true;
				return block !== undefined;
			case 'filler':
				if (!block) return false;
				if (block.messageLines > 0) block.settleMessage();
				block.name(reading);
				if (rule.messageLines !== undefined) block.messageLines = rule.messageLines;
				if (reading.file !== undefined) block.place = reading;
				return true;
		}
	}

	/** What stands between the line that began a block and this one: Mocha's titles, of which only the last has a sign. */
	#linesSince({ firstLine }: Block): readonly string[] {
		return [...linesAbove(this.#needs.before, this.#speaker)]
			.filter(([, count]) => count < this.#number - firstLine)
			.map(([line]) => line.trim())
			.toReversed();
	}

	#addFrame(language: Language, reading: Reading, line: string): void {
		const open = this.#block;
		if (open && this.#continues(open, language)) {
			if (open.messageLines > 0) open.settleMessage();
			open.language = language;
			open.addFrame(reading);
			return;
		}
		this.close();
		const header = language === 'python' ? undefined : findHeader(this.#needs.before, this.#speaker);
		const block = new Block(language, this.#number - (header?.count ?? 0));
		block.indent = Math.max(0, indentOf(line) - 2);
		if (header) block.name(header);
		block.addFrame(reading);
		this.#block = block;
	}

	/** Whether a frame of a language belongs to the block that is open. */
	#continues(block: Block, language: Language): boolean {
		if (block.isDone && block.test === undefined) return false;
		if (block.isDiagnostic && block.language !== language) return false;
		if (block.language === language) return true;
		return !block.hasFrames && (block.test !== undefined || block.isError);
	}

	#open(rule: LineRule, reading: Reading, line: string): void {
		const open = this.#block;
		if (open && open.language === rule.language && open.isAnnounced) {
			if (open.pending === 'member') {
				open.pending = undefined;
				return;
			}
			if (open.pending !== undefined) {
				open.wrap(open.pending);
				open.pending = undefined;
				return;
			}
			// Go tells of a panic that was recovered and thrown again before the one stack of both.
			if (rule.language === 'go' && !open.hasFrames) return;
		}
		this.#begin(rule, reading);
		if (this.#block) this.#block.indent = indentOf(line);
	}

	#openError(rule: LineRule, reading: Reading): boolean {
		if (rule.isFileAbove !== true) {
			this.#begin(rule, reading);
			return true;
		}
		const { file, isList } = findFileAbove(this.#needs.before, this.#speaker);
		this.#fileAbove = file ?? (isList ? this.#fileAbove : undefined);
		if (this.#fileAbove === undefined) return false;
		this.#begin(rule, { ...reading, file: this.#fileAbove });
		return true;
	}

	/** A test that failed waits for its reason; what comes without one begins anew. */
	#begin(rule: LineRule, reading: Reading): void {
		const open = this.#block;
		if (open?.test !== undefined && !open.hasReason && !open.hasFrames) {
			fillBlock(open, rule, reading);
			return;
		}
		this.close();
		this.#block = openBlock(rule, reading, this.#number);
	}

	#openTest(rule: LineRule, reading: Reading): void {
		this.close();
		const block = new Block(rule.language, this.#number);
		block.test = reading.test ?? '';
		block.isVerdict = rule.isVerdict ?? false;
		block.isReasonNext = rule.isReasonNext ?? false;
		if (reading.file !== undefined) block.place = reading;
		if (block.isVerdict) this.#needs.note(rule, reading, this.#number);
		this.#block = block;
	}

	#tryAgain(): boolean {
		const open = this.#block;
		if (open?.test === undefined) return false;
		this.close();
		this.#block = new Block(open.language, this.#number);
		this.#block.test = open.test;
		this.#block.isReasonNext = open.isReasonNext;
		return true;
	}

	#relate(reading: Reading): boolean {
		const { relation } = reading;
		if (!this.#block || relation === undefined) return false;
		if (this.#block.language !== 'python') {
			this.#block.relate(relation, reading);
			return true;
		}
		// pytest shows a chain without saying again that a stack begins.
		if (this.#block.test !== undefined && !this.#block.isAnnounced) this.#block.wrap(relation);
		else this.#block.pending = relation;
		if (relation === 'member') this.#block.relate('member');
		return true;
	}

	/** A line that no rule knows. */
	#readText(line: string): void {
		const block = this.#block;
		if (!block) return;
		const text = line.trim();
		if (isNamedBy(block, line)) {
			block.gap = 0;
			return;
		}
		if (block.messageLines > 0 && text !== '') {
			block.addMessageLine(text);
			block.gap = 0;
			return;
		}
		// An empty line ends a message, but not before it has begun.
		if (block.messageLines > 0 && block.hasReason) block.settleMessage();
		// In a stack that has begun, the next error's first line.
		const isNext = block.hasFrames && block.language !== 'python' && namesAnother(text);
		if (isNext || ++block.gap > block.patience) this.close();
	}
}
