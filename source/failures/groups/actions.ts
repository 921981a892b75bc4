import type { FailureGroup } from './group.ts';

export const URGENCIES = ['now', 'soon', 'later'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What to do about a failure. */
export interface Action {
	readonly id: 'security-review' | 'repeat-runs' | 'guard' | 'assign' | 'open-issue';
	readonly title: string;
	readonly reason: string;
	readonly urgency: Urgency;
}

interface ActionRule extends Action {
	readonly fits: (group: FailureGroup, isOwned: boolean) => boolean;
	/** Texts of errors that it is for, and of some that only look so. */
	readonly examples: readonly string[];
	readonly counterExamples: readonly string[];
}

const CRYPTO =
	/\b(?:cert|certificates?|(?:private|public) key|signature|(?:de|en)crypt(?:ion|ed)?|cipher|openssl|hmac|jwt|tls|ssl|x509|keystore|pkix|unable_to_verify|authenticate data|crypto)\b|SSLHandshake|InvalidKey|SignatureException|JsonWebToken|TokenExpired/i;
const NULL =
	/NullPointer|NullReference|NoneType|nil pointer|nil:NilClass|for nil\b|property of (?:undefined|null)\b|of (?:undefined|null)\b|is (?:undefined|null|not defined)\b|Null check operator|unwrap\(\)` on a `None`|\) on null\b|null pointer|null reference/i;

const textOf = ({ className, message, frames }: FailureGroup): string => [className, message, ...frames].join(' ');

/** The first that fits is the one that is recommended. */
export const ACTION_RULES: readonly ActionRule[] = [
	{
		id: 'security-review',
		title: 'Have it reviewed for security',
		reason: 'keys, certificates or cryptography are involved',
		urgency: 'now',
		fits: (group) => CRYPTO.test(textOf(group)),
		examples: [
			'JsonWebTokenError: invalid signature',
			'Error: certificate has expired',
			'java.security.InvalidKeyException: no',
		],
		counterExamples: ['Error: no keyboard', "KeyError: 'items'", 'Error: hassle'],
	},
	{
		id: 'repeat-runs',
		title: 'Repeat the run to see how often it fails',
		reason: 'one commit both passed and failed',
		urgency: 'soon',
		fits: ({ isFlaky }) => isFlaky,
		examples: [],
		counterExamples: ['Error: no'],
	},
	{
		id: 'guard',
		title: 'Guard against the missing value',
		reason: 'a value was null or undefined where it was used',
		urgency: 'soon',
		fits: (group) => NULL.test(textOf(group)),
		examples: [
			'TypeError: property of undefined',
			'java.lang.NullPointerException',
			"AttributeError: 'NoneType' object has no attribute",
			'panic: runtime error: invalid memory address or nil pointer dereference',
			'NoMethodError: undefined method for nil',
		],
		counterExamples: ['Error: no route', 'TypeError: x is not a function'],
	},
	{
		id: 'assign',
		title: 'Assign it to its owner',
		reason: 'it is serious, and somebody owns the code',
		urgency: 'soon',
		fits: ({ bucket }, isOwned) => bucket !== 'info' && isOwned,
		examples: [],
		counterExamples: ['Error: no'],
	},
	{
		id: 'open-issue',
		title: 'Open an issue',
		reason: 'so that it is not forgotten',
		urgency: 'later',
		fits: () => true,
		examples: ['Error: no'],
		counterExamples: [],
	},
];

const LAST_RULE = ACTION_RULES.at(-1) as ActionRule;

/** @param isOwned whether somebody is known to own the code */
export function recommendedAction(group: FailureGroup, isOwned: boolean): Action {
	const { id, title, reason, urgency } = ACTION_RULES.find(({ fits }) => fits(group, isOwned)) ?? LAST_RULE;
	return { id, title, reason, urgency };
}
