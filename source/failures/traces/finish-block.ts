import { isProjectFrame } from '../canonical/project-frames.ts';
import { type Block, frameOf } from './block.ts';
import type { Frame, Language, ThrownError, Trace } from './trace.ts';

/** What a block came to; undefined where it was no error. */
export function finishBlock(block: Block): Trace | undefined {
	if (block.messageLines > 0) block.settleMessage();
	const { language, test, place, isDiagnostic, firstLine } = block;
	const errors = block.chain.finished(language === 'python');
	if (block.isDropped || !isReal(block, errors)) return undefined;
	const [{ relation: _, ...own }, ...causes] = errors;
	return {
		language,
		...own,
		...(place && own.frames.length === 0 ? { frames: [frameOf(place)], isPlaced: true } : {}),
		causes,
		...(test === undefined ? {} : { test: testName(test, language, own.frames) }),
		isDiagnostic,
		logLine: firstLine,
	};
}

/** Whether what was gathered is an error, not text that looks like a part of one. */
function isReal(
	{ isError, isVerdict, isAnnounced }: Block,
	[{ className, message, frames }, ...others]: readonly [ThrownError, ...ThrownError[]],
): boolean {
	const isNamed = className !== '' || message !== '';
	if (isError || (isVerdict && isNamed)) return true;
	if (frames.length === 0) return isNamed && others.some((error) => error.frames.length > 0);
	if (isAnnounced || isNamed) return true;
	return frames.length > 1 && frames.some(({ file, line }) => file !== undefined && line !== undefined);
}

/** pytest heads its stacks with the name alone; elsewhere it names the file, too. */
function testName(test: string, language: Language, frames: readonly Frame[]): string {
	if (language !== 'python' || /::|[( ]/.test(test)) return test;
	const file = (frames.findLast((frame) => isProjectFrame(frame, language)) ?? frames.at(-1))?.file;
	return file === undefined ? test : `${file}::${test.replaceAll('.', '::')}`;
}
