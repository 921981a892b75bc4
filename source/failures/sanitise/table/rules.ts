import type { Rule } from '../rule.ts';
import { LONG_STRING } from '../scan/engine.ts';
import { ADDRESS_RULES } from './addresses.ts';
import { CLOUD_TOKENS } from './clouds.ts';
import { CODE_HOST_TOKENS } from './code-hosts.ts';
import { MODEL_TOKENS } from './models.ts';
import { NAMED_VALUE_RULES } from './named-values.ts';
import { PHRASE_RULE } from './phrase-rule.ts';
import { PLACE_RULES } from './places.ts';
import { PLATFORM_TOKENS } from './platforms.ts';
import { NAMED_SECRET_RULES } from './secrets.ts';
import { SERVICE_TOKENS } from './services.ts';
import { WEBHOOKS } from './webhooks.ts';

/** What opens a door. */
export const SECRET_RULES: readonly Rule[] = [
	...NAMED_SECRET_RULES,
	...NAMED_VALUE_RULES,
	PHRASE_RULE,
	...CODE_HOST_TOKENS,
	...CLOUD_TOKENS,
	...MODEL_TOKENS,
	...SERVICE_TOKENS,
	...PLATFORM_TOKENS,
	...WEBHOOKS,
];

/** Everything that is replaced in logs. */
export const RULES: readonly Rule[] = [
	...SECRET_RULES,
	...ADDRESS_RULES,
	...PLACE_RULES,
	{
		name: LONG_STRING,
		kind: 'blob',
		triggers: [],
		// The scanner looks for it by its length.
		find: () => {},
		examples: ['{hex:64}', 'data {base64:88}=='],
		counterExamples: [
			'sha256:{hex:64}',
			'"integrity": "sha512-{base64:86}=="',
			'/v2/{hex:64}/x',
			'main.{hex:40}.js',
			'commit {hex:40}',
			' * branch            {hex:40} -> FETCH_HEAD',
			'flex-col-items-center-justify-between-2',
			'Cache restored from key: Linux-npm-modules-of-all-workspaces-{hex:40}',
		],
	},
];
