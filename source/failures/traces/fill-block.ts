import { Block } from './block.ts';
import type { LineRule, Reading } from './rule.ts';

/** A block that begins with a line that a rule read. */
export function openBlock(rule: LineRule, reading: Reading, firstLine: number): Block {
	const block = new Block(rule.language, firstLine);
	fillBlock(block, rule, reading);
	return block;
}

/** What a line says that begins a stack, or an error without one. */
export function fillBlock(block: Block, rule: LineRule, reading: Reading): void {
	block.language = rule.language;
	if (rule.role === 'error') block.isError = true;
	if (rule.role === 'open') block.isAnnounced = true;
	if (rule.isDiagnostic === true || (rule.role === 'error' && rule.language === 'tool')) block.isDiagnostic = true;
	block.name(reading);
	if (reading.file !== undefined) block.addFrame({ ...reading, className: '', message: '' });
	block.messageLines = rule.messageLines ?? 0;
}
