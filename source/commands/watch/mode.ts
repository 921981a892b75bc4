import type { Environment } from '../../adapters/environment.ts';
import { readSwitch } from '../../core/interface-choice.ts';
import { type InterfaceSettings, spokenVariable, wantsScreenReader } from '../../core/interface-settings.ts';
import { type Flags, textFlag, UserError } from '../spec.ts';

/** What `watch` prints, and when it ends. */
export interface WatchMode {
	readonly format: 'json' | 'plain' | 'sentences';
	readonly ends: 'after-one-look' | 'when-idle' | 'never';
	readonly givesExitStatus: boolean;
	/** The run to show instead of everything. */
	readonly run: string | undefined;
}

const HINT = 'See: murmur8 watch --help';

const EXCLUDING = [
	['once', 'until-idle'],
	// The demonstration stands still, with a run at work.
	['demo', 'until-idle'],
	['json', 'plain'],
	['json', 'screen-reader'],
	['plain', 'screen-reader'],
	['tui', 'plain'],
	['tui', 'json'],
	['tui', 'once'],
	['tui', 'until-idle'],
	['tui', 'screen-reader'],
] as const;

/** Reads the flags of `watch`; two that contradict each other are an error. */
export function readWatchMode(flags: Flags, environment: Environment, saved: InterfaceSettings): WatchMode {
	for (const [one, other] of EXCLUDING) {
		if (flags[one] && flags[other]) throw new UserError(`--${one} and --${other} exclude each other`, HINT);
	}
	const ends = flags['once'] ? 'after-one-look' : flags['until-idle'] ? 'when-idle' : 'never';
	const givesExitStatus = flags['exit-status'] === true;
	if (givesExitStatus && ends === 'never') throw new UserError('--exit-status goes with --once or --until-idle', HINT);
	const run = textFlag(flags, 'run');
	if (run !== undefined && ends !== 'after-one-look') throw new UserError('--run goes with --once', HINT);
	// Whoever asks for a screen or for plain text by the same means, or by a stronger one, gets it.
	const isDrawn = readSwitch(spokenVariable('tui', environment)?.text) === true;
	const isSpoken =
		flags['screen-reader'] === true ||
		(!flags['plain'] && !flags['tui'] && !isDrawn && wantsScreenReader(environment, saved));
	const format = flags['json'] ? 'json' : isSpoken ? 'sentences' : 'plain';
	return { format, ends, givesExitStatus, run };
}
