import { findAssignment, findServiceValue } from '../assign/assignment.ts';
import type { Rule } from '../rule.ts';
import { SECRET_VALUE } from '../scan/engine.ts';
import { NAMED_VALUES, NO_NAMED_VALUES } from './named-value-examples.ts';
import { SECRET_NAMES } from './secret-names.ts';
import { SERVICES } from './service-names.ts';

/** Values whose name gives them away. */
export const NAMED_VALUE_RULES: readonly Rule[] = [
	{
		name: SECRET_VALUE,
		kind: 'token',
		triggers: SECRET_NAMES,
		find: findAssignment,
		examples: NAMED_VALUES,
		counterExamples: NO_NAMED_VALUES,
	},
	{
		name: 'service-value',
		kind: 'token',
		triggers: SERVICES,
		find: findServiceValue,
		examples: ['algolia: "{hex:32}"', 'heroku_id={hex:32}', '-Dsonar.login=kite42'],
		counterExamples: ['heroku: deployed v42', 'github.com/org/repo', 'datadog: https://example.com/x'],
	},
];
