import { type LineRule, matching } from '../rule.ts';

export const JVM: readonly LineRule[] = [
	{
		name: 'jvm-frame',
		language: 'jvm',
		role: 'frame',
		triggers: ['  at ', '\tat ', '\nat '],
		read: matching(
			/^at (?:[\w.@-]*\/){0,2}(?<function>[\w$.<>-]+\.[\w$<>-]+)\((?:(?<file>[\w$-]+\.(?:java|kts?|scala|groovy|clj))(?::(?<line>\d+))?|Native Method|Unknown Source|SourceFile(?::\d+)?|<[\w]+>)\)(?: ~?\[[^\]]*\])?$/,
		),
		examples: [
			['at com.acme.A.run(A.java:60)', { function: 'com.acme.A.run', file: 'A.java', line: 60 }],
			[
				'at java.base/java.lang.Thread.run(Thread.java:748)',
				{ function: 'java.lang.Thread.run', file: 'Thread.java', line: 748 },
			],
			['at a.B$C.<init>(Native Method)', { function: 'a.B$C.<init>' }],
			['at app//acme.MainKt.main(Main.kt)', { function: 'acme.MainKt.main', file: 'Main.kt' }],
			['at a.B.c(B.java:1) ~[lib.jar:1.0]', { function: 'a.B.c', file: 'B.java', line: 1 }],
		],
		counterExamples: ['at run(A.java:60)', 'at the bank (A.java:60)', 'at a.B.c(String s)', 'at A.b (a.js:1:2)'],
	},
	{
		name: 'jvm-chain',
		language: 'jvm',
		role: 'relation',
		triggers: [],
		read: (text) => {
			const found = /^(Caused by|Suppressed): ([A-Za-z_$][\w$.]*)(?:: (.*))?$/.exec(text);
			if (!found) return undefined;
			return {
				relation: found[1] === 'Suppressed' ? 'suppressed' : 'cause',
				className: found[2] ?? '',
				message: found[3] ?? '',
			};
		},
		examples: [
			['Caused by: a.B: no', { relation: 'cause', className: 'a.B', message: 'no' }],
			['Suppressed: a.B', { relation: 'suppressed', className: 'a.B', message: '' }],
		],
		counterExamples: ['Caused by: bad luck, mostly'],
	},
	{
		name: 'jvm-more',
		language: 'jvm',
		role: 'filler',
		triggers: [],
		read: (text) => (/^\.\.\. \d+ (?:more|common frames omitted)$/.test(text) ? {} : undefined),
		examples: [
			['... 27 common frames omitted', {}],
			['... 12 more', {}],
		],
		counterExamples: ['... 12 more tests'],
	},
];
