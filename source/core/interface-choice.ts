/** What decides whether a command draws a screen or prints text. */
export interface InterfaceFacts {
	readonly isInputTerminal: boolean;
	readonly isOutputTerminal: boolean;
	/** `--tui`; false: `--plain`. */
	readonly flag?: boolean | undefined;
	/** `--json`, `--once` and the like: what is asked for is a result, not a screen. */
	readonly wantsResult: boolean;
	readonly isScreenReader: boolean;
	/** `MURMUR8_TUI`, as it was given. */
	readonly variable?: string | undefined;
	/** What the user keeps in the settings. */
	readonly setting?: boolean | undefined;
	readonly isCi: boolean;
	/** `TERM`. */
	readonly terminalType?: string | undefined;
}

export type InterfaceChoice =
	| { readonly kind: 'screen' }
	/** `obstacle` is set where a screen was asked for and can't be had. */
	| { readonly kind: 'text'; readonly obstacle?: string };

const OFF: ReadonlySet<string> = new Set(['0', 'false', 'off', 'no']);
const ON: ReadonlySet<string> = new Set(['1', 'true', 'on', 'yes']);

/** @returns undefined where nothing, or nothing readable, is given */
export function readSwitch(given: string | undefined): boolean | undefined {
	const word = given?.trim().toLowerCase() ?? '';
	if (OFF.has(word)) return false;
	return ON.has(word) ? true : undefined;
}

/** Why no screen can be drawn here, whoever asks for one. */
function obstacleOf(facts: InterfaceFacts): string | undefined {
	if (!facts.isOutputTerminal) return 'stdout is no terminal';
	if (!facts.isInputTerminal) return 'stdin is no terminal';
	return facts.terminalType === 'dumb' ? 'TERM is dumb' : undefined;
}

/** Where nobody asked: not in CI, not for a screen reader. */
const isWelcome = ({ isCi, isScreenReader }: InterfaceFacts) => !isCi && !isScreenReader;

/**
 * Whether to draw a screen: what can't be drawn is not; then flag, environment and setting, in this order; then what
 * suits the place.
 */
export function chooseInterface(facts: InterfaceFacts): InterfaceChoice {
	// Whoever keeps a screen in the settings does not want it where a screen reader is at work.
	const kept = facts.setting && facts.isScreenReader ? undefined : facts.setting;
	const wish = facts.flag ?? readSwitch(facts.variable) ?? kept;
	const obstacle = obstacleOf(facts);
	if (facts.wantsResult || wish === false) return { kind: 'text' };
	if (obstacle !== undefined) return wish === true ? { kind: 'text', obstacle } : { kind: 'text' };
	return wish === true || isWelcome(facts) ? { kind: 'screen' } : { kind: 'text' };
}
