import { stripControls, toPrintableLine } from '../../core/text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]));

/** A page with its foreign texts as they were before they were escaped. */
export const unescapeHtml = (page: string): string =>
	page.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => CHARACTERS.get(entity) ?? entity);

/** Foreign text on one line. */
export const htmlLine = (text: string, maxLength = 200): string => escapeHtml(toPrintableLine(text, maxLength));

/** Foreign lines, for `pre`. */
export const htmlLines = (text: string): string => escapeHtml(stripControls(text));
