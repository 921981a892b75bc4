import { Block } from './block.ts';
import { fillBlock, openBlock } from './fill-block.ts';
import { findFileAbove, findHeader, findTestAbove, isBehindHeader, type LineBefore } from './look-back.ts';
import { indentOf } from './reason.ts';
import type { LineRule, Reading } from './rule.ts';
import { Suites } from './suites.ts';
import { addTitle, beginTitle } from './title.ts';
import type { Language } from './trace.ts';

export interface LaneNeeds {
	readonly before: LineBefore;
	readonly emit: (block: Block) => void;
	/** A test failed, whatever the reason. */
	readonly note: (rule: LineRule, reading: Reading, number: number) => void;
}

/** The block of a lane that is open, if one is: what a line of each kind does to it. */
export class OpenBlock {
	block: Block | undefined;
	/** Of the line that is read. */
	number = 0;
	readonly #speaker: string;
	readonly #needs: LaneNeeds;
	readonly #suites = new Suites();
	#fileAbove: string | undefined;

	constructor(speaker: string, needs: LaneNeeds) {
		this.#speaker = speaker;
		this.#needs = needs;
	}

	get isInSuite(): boolean {
		return this.#suites.isIn;
	}

	close(): void {
		if (this.block) this.#needs.emit(this.block);
		this.block = undefined;
	}

	leaveSuites(indent: number): void {
		this.#suites.leave(indent);
	}

	enterSuite({ test = '' }: Reading, line: string): void {
		this.close();
		this.#suites.enter(test, indentOf(line));
	}

	addFrame(language: Language, reading: Reading, line: string): void {
		const open = this.block;
		if (open && continues(open, language) && !(open.isDropped && isBehindHeader(this.#needs.before, this.#speaker))) {
			if (open.messageLines > 0) open.settleMessage();
			open.language = language;
			open.addFrame(reading);
			return;
		}
		this.close();
		const header = language === 'python' ? undefined : findHeader(this.#needs.before, this.#speaker);
		const block = new Block(language, this.number - (header?.count ?? 0));
		block.indent = Math.max(0, indentOf(line) - 2);
		if (header) block.name(header);
		block.addFrame(reading);
		this.block = block;
	}

	announce(rule: LineRule, reading: Reading, line: string): void {
		const open = this.block;
		if (open && open.language === rule.language && open.isAnnounced) {
			const { pending } = open;
			open.pending = undefined;
			if (pending !== undefined && pending !== 'member') open.wrap(pending);
			// Go tells of a panic that was recovered and thrown again before the one stack of both.
			if (pending !== undefined || (rule.language === 'go' && !open.hasFrames)) return;
		}
		this.#begin(rule, reading);
		if (this.block) this.block.indent = indentOf(line);
	}

	openError(rule: LineRule, reading: Reading): boolean {
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
		const open = this.block;
		if (open?.test !== undefined && !open.hasReason && !open.hasFrames) {
			fillBlock(open, rule, reading);
			return;
		}
		this.close();
		this.block = openBlock(rule, reading, this.number);
	}

	openTest(rule: LineRule, reading: Reading, line: string): boolean {
		const test = rule.isTestAbove ? findTestAbove(this.#needs.before, this.#speaker) : (reading.test ?? '');
		if (test === undefined) return false;
		this.close();
		const block = new Block(rule.language, this.number);
		block.indent = indentOf(line);
		block.isVerdict = rule.isVerdict ?? false;
		block.isBeforeVerdict = rule.isBeforeVerdict ?? false;
		block.isReasonNext = rule.isReasonNext ?? false;
		block.isThrownNext = rule.isThrownNext ?? false;
		beginTitle(block, rule, this.#suites.nameOf(test));
		if (rule.isTestAbove) block.addFrame(reading);
		else if (reading.file !== undefined) block.place = reading;
		if (block.isVerdict && block.test) this.#needs.note(rule, { ...reading, test: block.test }, this.number);
		this.block = block;
		return true;
	}

	addTitle(rule: LineRule, { test = '' }: Reading, line: string): boolean {
		const { block } = this;
		if (!block || !addTitle(block, rule, test, line)) return false;
		if (block.isVerdict) this.#needs.note(rule, { test: block.test ?? '' }, this.number);
		return true;
	}

	addVerdict(rule: LineRule, reading: Reading): void {
		this.close();
		this.#needs.note(rule, reading, this.number);
	}

	/** A block of which nothing is told; what nobody opened is one, too, so that nothing is made of what it holds. */
	drop(rule: LineRule): boolean {
		if (rule.triggers.length > 0) {
			this.close();
			this.block = new Block(rule.language, this.number);
		}
		if (this.block) this.block.isDropped = true;
		return this.block !== undefined;
	}
}

/** Whether a frame of a language belongs to the block that is open. */
function continues(block: Block, language: Language): boolean {
	if (block.isDone && block.test === undefined) return false;
	if (block.isDiagnostic && block.language !== language) return false;
	if (block.language === language) return true;
	return !block.hasFrames && (block.test !== undefined || block.isError);
}
