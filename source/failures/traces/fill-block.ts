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
	block.test ??= reading.test;
	if (rule.isDiagnostic === true || (rule.role === 'error' && rule.language === 'tool')) block.isDiagnostic = true;
	block.name(reading);
	if (reading.file !== undefined) block.addFrame({ ...reading, className: '', message: '' });
	block.messageLines = rule.messageLines ?? 0;
}

/** What a line inside of a block says that is neither an error nor a call. */
export function addFiller(block: Block, rule: LineRule, reading: Reading): void {
	if (block.messageLines > 0) block.settleMessage();
	block.name(reading);
	if (rule.messageLines !== undefined) block.messageLines = rule.messageLines;
	if (rule.isReasonNext === true) block.isReasonNext = true;
	if (reading.file !== undefined) block.place = reading;
	else if (reading.function !== undefined) block.source ??= reading.function;
}

/** @returns false for a line that names no relation */
export function relateBlock(block: Block, reading: Reading): boolean {
	const { relation } = reading;
	if (relation === undefined) return false;
	if (block.language !== 'python') {
		block.relate(relation, reading);
		return true;
	}
	// pytest shows a chain without saying again that a stack begins.
	if (block.test !== undefined && !block.isAnnounced) block.wrap(relation);
	else block.pending = relation;
	if (relation === 'member') block.relate('member');
	return true;
}
