/** What a rule finds; the placeholder that takes its place is made of the name. */
export const KINDS = {
	key: { placeholder: 'KEY', weight: 9, isSecret: true },
	token: { placeholder: 'TOKEN', weight: 8, isSecret: true },
	email: { placeholder: 'EMAIL', weight: 7, isSecret: false },
	mac: { placeholder: 'MAC', weight: 6, isSecret: false },
	ip: { placeholder: 'IP', weight: 6, isSecret: false },
	host: { placeholder: 'HOST', weight: 5, isSecret: false },
	user: { placeholder: 'USER', weight: 5, isSecret: false },
	custom: { placeholder: 'REMOVED', weight: 5, isSecret: false },
	blob: { placeholder: 'BLOB', weight: 4, isSecret: false },
	uuid: { placeholder: 'UUID', weight: 3, isSecret: false },
	time: { placeholder: 'TIME', weight: 2, isSecret: false },
	number: { placeholder: 'NUM', weight: 1, isSecret: false },
} as const satisfies Record<string, KindDefinition>;

interface KindDefinition {
	/** The word between `<` and `>`. */
	readonly placeholder: string;
	/** Of two finds that overlap the heavier one names the placeholder. */
	readonly weight: number;
	/** Whether it opens a door: what the scan of artifacts looks for. */
	readonly isSecret: boolean;
}

export type Kind = keyof typeof KINDS;
