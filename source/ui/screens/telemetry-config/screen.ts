import type { Screen } from '../../screen.ts';
import { span } from '../../widgets/line/spans.ts';
import { CONFIG_KEYMAP, type ConfigAction } from './keys.ts';
import { leaveConfig, reduceConfig } from './reduce.ts';
import type { ConfigEvent, ConfigIntent, ConfigState } from './state.ts';
import { ConfigView } from './view.tsx';

/** `murmur8 telemetry-config` in a terminal. */
export const CONFIG_SCREEN: Screen<ConfigState, ConfigAction, ConfigEvent, ConfigIntent> = {
	name: 'telemetry-config',
	keymap: CONFIG_KEYMAP,
	context: ({ mode }) => mode.kind,
	reduce: reduceConfig,
	view: ConfigView,
	leave: leaveConfig,
	header: ({ facts, draft, busy }) => ({
		left: [
			span(facts.projectName),
			span('  '),
			facts.isActive ? span('active', 'good') : span('inactive', 'warn'),
			span(`  audience ${facts.audience}`, 'quiet'),
		],
		right: [
			...(busy === undefined ? [] : [span(`${busy}... `, 'busy')]),
			...(draft.size === 0 ? [] : [span(`${draft.size} change${draft.size === 1 ? '' : 's'}`, 'warn')]),
		],
	}),
	isRunning: ({ busy }) => busy !== undefined,
	summary: ({ facts, hasSaved }) =>
		`${hasSaved ? 'saved, ' : ''}${facts.isActive ? 'active' : 'inactive'} at audience ${facts.audience}`,
};
