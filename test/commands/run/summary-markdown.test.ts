import { describe, expect, test } from 'vitest';
import { renderRunAnnotations, renderRunSummary, type ToldRun } from '../../../source/commands/run/summary-markdown.ts';
import type { Audience } from '../../../source/core/privacy/audience.ts';
import { serveEntry } from '../../../source/core/served/run.ts';

const PRINT = `sha256-${'a1'.repeat(32)}`;

const ENTRY = {
	slug: 'user-auth',
	status: 'failed',
	startedAt: '2026-01-15T10:00:00.000Z',
	completedAt: '2026-01-15T10:03:12.000Z',
	totalDurationMs: 192_000,
	runId: '11111111-1111-4111-8111-111111111111',
	failedStage: 'nigel-tests',
	totalCost: 0.42,
	stages: {
		alex: {
			status: 'success',
			durationMs: 41_000,
			tokens: { input: 12_000, output: 3_400, total: 15_400 },
			cost: 0.42,
			feedbackRating: 4,
		},
		'nigel-tests': { status: 'failed', durationMs: 151_000 },
	},
};

function told(entry: object, more: Partial<ToldRun> = {}, audience: Audience = 'user-only'): ToldRun {
	const run = serveEntry(entry, false, audience, { parseTime: Date.parse });
	if (!run) throw new Error('nothing is seen');
	return { ...run, failures: [], churn: undefined, ...more };
}

test('a run as Markdown; columns that nothing is known for are left out', () => {
	const failures = [{ fingerprint: PRINT, stage: 'nigel-tests', severity: 'error', count: 3 }] as const;
	expect(
		renderRunSummary(told(ENTRY, { failures, churn: { new: [PRINT], resolved: [], unchanged: [] } })),
	).toBe(`## murmur8: \`user-auth\` failed at \`nigel-tests\`

**2 stages — 3:12 — 12000 tokens in, 3400 out — $0.42**

| Stage | Status | Time | Tokens in | Tokens out | Cost | Rating |
| --- | --- | --- | --- | --- | --- | --- |
| \`alex\` | success | 0:41 | 12000 | 3400 | $0.42 | 4 of 5 |
| \`nigel-tests\` | failed | 2:31 |  |  |  |  |

1 failure in its logs. 1 new, 0 resolved since the run before.

| Severity | Stage | Count | Fingerprint |
| --- | --- | --- | --- |
| error, new | \`nigel-tests\` | 3 | \`a1a1a1a1a1a1\` |
`);
	expect(renderRunSummary(told({ slug: 'a', status: 'success', stages: { x: { status: 'success' } } }))).toContain(
		'\n| Stage | Status |\n',
	);
});

test('for operators alone there is nothing to tell', () => {
	const run = told(ENTRY, {}, 'operator-only');
	expect(renderRunSummary(run)).toBe('## murmur8\n\nWhat ran is withheld by the audience.\n');
	expect(renderRunAnnotations(run)).toEqual([]);
});

test('a run with thousands of stages and failures stays short', () => {
	const stages = Object.fromEntries(
		Array.from({ length: 5_000 }, (_, index) => [`stage-${index}`, { status: 'success' }]),
	);
	const failures = Array.from({ length: 5_000 }, () => ({ fingerprint: PRINT, stage: 'x', count: 1 }));
	const text = renderRunSummary(told({ ...ENTRY, stages }, { failures }));
	expect(text).toContain('\n… and 4950 stages more.\n');
	expect(text.length).toBeLessThan(10_000);
});

describe('names that others chose', () => {
	const EVIL = 'a`|b\n## c <img src=x onerror=alert(1)> @acme [x](javascript:y)\u001B[31m';
	const run = told({
		...ENTRY,
		slug: EVIL,
		status: 'failed\n::stop',
		failedStage: EVIL,
		stages: { [EVIL]: { status: '`|<b>\n' } },
	});

	test('are code in the summary: a line, a cell', () => {
		const lines = renderRunSummary(run).split('\n');
		expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(1);
		for (const line of lines.filter((each) => each.startsWith('|')).slice(2)) {
			expect(line.replaceAll('\\|', '').split('|')).toHaveLength(4);
			expect(line).toContain(String.raw` \`\|\<b\> |`);
			expect(line).toContain('| ``a`');
		}
		// biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
		expect(lines.join('')).not.toMatch(/[\u0000-\u001F]/);
		expect(lines[0]).toMatch(/ failed ::stop at ``a`/);
	});

	test('end no annotation and begin none', () => {
		const [line = '', ...more] = renderRunAnnotations(
			told({ ...ENTRY, slug: 'a,b::c%\r\n::error::d', failedStage: 'x\n::y' }),
		);
		expect(more).toEqual([]);
		expect(line).toBe(
			'::error title=murmur8%3A a%2Cb%3A%3Ac%25%0D%0A%3A%3Aerror%3A%3Ad failed::at x%0A::y, after 3:12',
		);
	});
});

test.each([
	['success', undefined],
	['failed', 'error'],
	['paused', 'warning'],
	['aborted', 'warning'],
	['running', undefined],
	['constructor', undefined],
])('%s marks the job with %s', (status, level) => {
	const { failedStage: _, ...entry } = ENTRY;
	expect(renderRunAnnotations(told({ ...entry, status })).map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(
		level === undefined ? [] : [level],
	);
});
