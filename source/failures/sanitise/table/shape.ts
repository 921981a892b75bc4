import type { ShapeRule } from '../rule.ts';

export const UUID = '[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}';

/** A vendor's token: `triggers` parted by spaces, then the whole shape. */
export function token(
	name: string,
	triggers: string,
	shape: string,
	more: Omit<Partial<ShapeRule>, 'name' | 'triggers' | 'shape'> = {},
): ShapeRule {
	return { kind: 'token', ...more, name, triggers: triggers.split(' '), shape };
}
