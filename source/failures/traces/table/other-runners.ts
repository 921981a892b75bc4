import { type LineRule, matching } from '../rule.ts';

/** Those of Rust, the JVM and .NET. */
export const OTHER_RUNNERS: readonly LineRule[] = [
	{
		name: 'cargo-verdict',
		language: 'rust',
		role: 'verdict',
		triggers: [' ... failed'],
		read: matching(/^test (?<test>[\w:]+)(?: - should panic)? \.\.\. FAILED$/),
		examples: [['test tests::adds ... FAILED', { test: 'tests::adds' }]],
	},
	{
		name: 'cargo-heading',
		language: 'rust',
		role: 'test',
		triggers: [' stdout ----'],
		read: matching(/^---- (?<test>[\w:]+) stdout ----$/),
		examples: [['---- tests::adds stdout ----', { test: 'tests::adds' }]],
	},
	{
		name: 'surefire',
		language: 'jvm',
		role: 'test',
		triggers: ['<<< failure!', '<<< error!'],
		isVerdict: true,
		read: (text) => {
			const found =
				/^(?:\[ERROR\] )?(\S+(?: \S+){0,8}?) {1,2}(?:-- )?Time elapsed: [\d.,]+ s(?:ec)? {1,2}<<< (?:FAILURE|ERROR)!$/.exec(
					text,
				);
			const test = found?.[1] ?? 'Tests run';
			// Older ones put the class behind the method.
			const [, method, className] = /^([^\s(]+)\(([\w.$]+)\)$/.exec(test) ?? [];
			if (test.startsWith('Tests run')) return undefined;
			return { test: method === undefined ? test : `${className}.${method}` };
		},
		examples: [
			['[ERROR] acme.ATest.adds -- Time elapsed: 0.01 s <<< FAILURE!', { test: 'acme.ATest.adds' }],
			['adds(acme.ATest)  Time elapsed: 0.01 sec  <<< ERROR!', { test: 'acme.ATest.adds' }],
		],
		counterExamples: ['[ERROR] Tests run: 3, Failures: 1, Time elapsed: 0.1 s <<< FAILURE! -- in acme.ATest'],
	},
	{
		name: 'gradle-test',
		language: 'jvm',
		role: 'test',
		triggers: [' failed'],
		isVerdict: true,
		read: matching(/^(?<test>[A-Z][\w$.]* > [\w$ ,.[\]-]{1,200}(?:\(\))?) FAILED$/),
		examples: [['ATest > adds() FAILED', { test: 'ATest > adds()' }]],
	},
	{
		name: 'dotnet-test',
		language: 'dotnet',
		role: 'test',
		triggers: ['failed '],
		isVerdict: true,
		isReasonNext: true,
		read: matching(/^Failed (?<test>[\w.]+(?:\([^)]*\))?) \[(?:< )?[\d.,]+ m?s\]$/),
		examples: [['Failed Acme.Tests.Adds [5 ms]', { test: 'Acme.Tests.Adds' }]],
	},
	{
		name: 'dotnet-test-label',
		language: 'dotnet',
		role: 'filler',
		triggers: [],
		read: (text) => (/^(?:Error Message|Stack Trace):$/.test(text) ? {} : undefined),
		examples: [['Error Message:', {}]],
	},
];
