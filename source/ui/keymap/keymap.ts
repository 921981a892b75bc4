/** One row of a keymap: what handling, footer, help, docs and tests are made from. */
export interface Binding<Action extends string = string> {
	/** Names of keys: a character, `up`, `enter`, `ctrl+d`, `space`. Each of them does the same. */
	readonly keys: readonly string[];
	readonly action: Action;
	/** What it does, in a word or two, for the footer. */
	readonly label: string;
	/** What it does, for help and docs. */
	readonly meaning: string;
	/** Its place in the footer: what has the lowest number stays longest where there is little room. Absent: not there. */
	readonly footer?: number;
	/** Keys as the footer shows them; else the first one. */
	readonly shown?: readonly string[];
}

/** The keys of one state of a screen. */
export interface KeyContext<Action extends string = string> {
	/** As help calls it. */
	readonly title: string;
	/** Whether what is typed is text: then only keys that are no characters are bound. */
	readonly isTyping: boolean;
	readonly bindings: readonly Binding<Action>[];
}

export type Keymap<Action extends string = string> = Readonly<Record<string, KeyContext<Action>>>;

/** The action that a key has in a context. */
export function findAction<Action extends string>(context: KeyContext<Action>, key: string): Action | undefined {
	return context.bindings.find(({ keys }) => keys.includes(key))?.action;
}

/** Keys whose name is the text that they type. */
export function typedText(key: string): string | undefined {
	if (key === 'space') return ' ';
	return key.includes('+') && key.length > 1 ? undefined : isNamed(key) ? undefined : key;
}

const NAMED: ReadonlySet<string> = new Set([
	'up',
	'down',
	'left',
	'right',
	'enter',
	'escape',
	'tab',
	'backspace',
	'delete',
	'pageup',
	'pagedown',
	'home',
	'end',
]);

const isNamed = (key: string) => NAMED.has(key);
