/** Which classes of data may leave this process for somebody else. */
export const AUDIENCES = ['off', 'user-only', 'operator-only', 'on'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const DEFAULT_AUDIENCE: Audience = 'user-only';

/** Parses one of the four names, or its spelling with an underscore, in any case; nothing else is an audience. */
export function parseAudience(text: string): Audience | undefined {
	const name = text.trim().toLowerCase();
	const spelled = name === 'user_only' || name === 'operator_only' ? name.replace('_', '-') : name;
	return AUDIENCES.find((audience) => audience === spelled);
}

/** The widest audience that permits nothing which either of the two withholds. */
export function intersectAudiences(one: Audience, other: Audience): Audience {
	if (one === other) return one;
	if (one === 'on') return other;
	if (other === 'on') return one;
	return 'off';
}
