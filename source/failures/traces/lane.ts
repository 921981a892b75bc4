import { blockOfNextTry, blockOfTest, type FailedTest } from './failed-test.ts';
import { addFiller, relateBlock } from './fill-block.ts';
import type { Hits } from './literal-index.ts';
import { namesAnother } from './look-back.ts';
import { type LaneNeeds, OpenBlock } from './open-block.ts';
import { indentOf, isNamedBy } from './reason.ts';
import type { LineRule, Reading } from './rule.ts';
import { rulesFor } from './rule-index.ts';

/** What one speaker of a log says, line by line. */
export class Lane {
	lastLine = 0;
	readonly #open: OpenBlock;

	constructor(speaker: string, needs: LaneNeeds) {
		this.#open = new OpenBlock(speaker, needs);
	}

	get isOpen(): boolean {
		return this.#open.block !== undefined || this.#open.isInSuite;
	}

	/** @param starts where the line may begin behind its prefix, the deepest last */
	read(line: string, starts: readonly number[], hits: Hits, number: number): void {
		this.lastLine = number;
		this.#open.number = number;
		const own = line.slice(starts.at(-1));
		if (own.trim() !== '') this.#open.leaveSuites(indentOf(own));
		for (let index = starts.length - 1; index >= 0; index--) {
			const rest = line.slice(starts[index]);
			const text = rest.trim();
			if (text === '') break;
			for (const rule of rulesFor(hits, this.#open.block?.language)) {
				const reading = rule.read(text);
				if (reading && this.#take(rule, reading, rest)) return;
			}
		}
		this.#readText(own);
	}

	/** What is read from now on is about this test. */
	openTest(test: FailedTest): void {
		this.#open.block = blockOfTest(test);
	}

	close(): void {
		this.#open.close();
	}

	/** @returns false where the line means nothing here */
	#take(rule: LineRule, reading: Reading, line: string): boolean {
		const isTaken = this.#act(rule, reading, line);
		if (isTaken && this.#open.block) this.#open.block.gap = 0;
		return isTaken;
	}

	#act(rule: LineRule, reading: Reading, line: string): boolean {
		const { block } = this.#open;
		switch (rule.role) {
			case 'frame':
				this.#open.addFrame(rule.language, reading, line);
				return true;
			case 'place':
				block?.addPlace(reading);
				return block !== undefined;
			case 'open':
				this.#open.announce(rule, reading, line);
				return true;
			case 'error':
				return this.#open.openError(rule, reading);
			case 'test':
				return this.#open.openTest(rule, reading, line);
			case 'title':
				return this.#open.addTitle(rule, reading, line);
			case 'suite':
				this.#open.enterSuite(reading, line);
				return true;
			case 'verdict':
				this.#open.addVerdict(rule, reading);
				return true;
			case 'again':
				if (block?.test === undefined) return false;
				this.close();
				this.#open.block = blockOfNextTry(block, this.lastLine);
				return true;
			case 'relation':
				return block !== undefined && relateBlock(block, reading);
			case 'pop':
				block?.pop();
				return block !== undefined;
			case 'end':
				this.close();
				return true;
			case 'drop':
				return this.#open.drop(rule);
			case 'filler':
				if (block) addFiller(block, rule, reading);
				return block !== undefined;
		}
	}

	/** A line that no rule knows. */
	#readText(line: string): void {
		const { block } = this.#open;
		if (!block) return;
		const text = line.trim();
		if (text === '') block.isTitleOpen = false;
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
