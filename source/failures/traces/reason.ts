import type { Block } from './block.ts';
import { readHeader } from './header.ts';

/** What Python draws in front of the errors of a group. */
const GROUP_MARK = /^\s*(?:[+|] )+/;

/** Text that was thrown: some runners show it as the program would write it. */
const THROWN = /^'([^']*)'$/;

export const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Whether a line names the error of a block that has none yet; then the block has it. */
export function isNamedBy(block: Block, line: string): boolean {
	const text = line.trim();
	if (text === '') return false;
	if (block.language === 'python' && (block.isAnnounced || block.test === undefined)) {
		return endsTraceback(block, line);
	}
	if (block.test === undefined || block.hasFrames) return false;
	const header = readHeader(text);
	if (block.hasReason) {
		// Mocha says the message alone before it says it with its class.
		if (block.hasClass || header?.message === undefined || header.message !== block.message) return false;
		block.name(header);
		return true;
	}
	const thrown = block.isThrownNext ? THROWN.exec(text)?.[1] : undefined;
	block.isThrownNext = false;
	if (thrown !== undefined) block.isVerdict = true;
	const message = thrown ?? (block.isReasonNext ? (THROWN.exec(text)?.[1] ?? text) : undefined);
	const reason = header ?? (message === undefined ? undefined : { message });
	if (reason) block.name(reason);
	return reason !== undefined;
}

/** Python's stacks end with the error, which is indented as the stack's first line is. */
function endsTraceback(block: Block, line: string): boolean {
	if (block.isDone || !(block.hasFrames || block.pending === 'member')) return false;
	const mark = GROUP_MARK.exec(line)?.[0] ?? '';
	const text = line.slice(mark.length);
	if (mark === '' && indentOf(text) > block.indent) return false;
	if (mark !== '' && /^\s/.test(text)) return false;
	const found = /^([A-Za-z_][\w.]*)(?:: (.*))?$/.exec(text.trim());
	if (!found || (found[2] === undefined && !readHeader(text.trim(), false) && block.gap > 2)) return false;
	block.name({ className: found[1] ?? '', message: found[2] ?? '' });
	block.isDone = true;
	return true;
}
