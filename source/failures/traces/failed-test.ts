import { Block } from './block.ts';
import type { Language } from './trace.ts';

/** A test that failed; what comes next says why. */
export interface FailedTest {
	readonly language: Language;
	readonly test: string;
}

/** What is read from now on is about this test. */
export function blockOfTest({ language, test }: FailedTest): Block {
	const block = new Block(language, 1);
	block.test = test;
	block.isError = true;
	block.isReasonNext = language === 'javascript';
	return block;
}

/** The same test failed once more, when it was tried again. */
export function blockOfNextTry({ language, test, isReasonNext }: Block, firstLine: number): Block {
	const block = new Block(language, firstLine);
	block.test = test;
	block.isReasonNext = isReasonNext;
	return block;
}
