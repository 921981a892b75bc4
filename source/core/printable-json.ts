/** C1 control, invisible and bidirectional characters: JSON lets them pass, terminals and readers are misled by them. */
const MISLEADING = /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON that means the same value and holds nothing but what may be printed. */
export function printableJson(value: unknown, indent = 0): string {
	return (JSON.stringify(value, null, indent) ?? 'null').replace(MISLEADING, toEscape);
}
