import type { Block } from './block.ts';
import { namesAnother } from './look-back.ts';
import { indentOf } from './reason.ts';
import type { LineRule } from './rule.ts';

/** Titles are indented at least so much more than the number in front of the first: less is what a runner says of it. */
const TITLE_INDENT = 5;

/** The name of a test, or its beginning. */
export function beginTitle(block: Block, rule: LineRule, title: string): void {
	const isEnd = title.endsWith(':');
	block.isTitleOpen = rule.isTitleNext === true && !isEnd;
	block.test = rule.isTitleNext === true && isEnd ? title.slice(0, -1) : title;
}

/** @returns false where the line is no part of the name */
export function addTitle(block: Block, rule: LineRule, title: string, line: string): boolean {
	if (!block.isTitleOpen || namesAnother(line.trim())) return false;
	const isFirst = block.test === undefined || block.test === '';
	if (!isFirst && indentOf(line) < block.indent + TITLE_INDENT) return false;
	beginTitle(block, rule, isFirst ? title : `${block.test} > ${title}`);
	return true;
}
