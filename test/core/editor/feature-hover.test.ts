import { describe, expect, test } from 'vitest';
import { documentKind, slugOf } from '../../../source/core/editor/document-kind.ts';
import { featureHover, type HoveredRun, isHoverPlace } from '../../../source/core/editor/feature-hover.ts';

const run = (more: Partial<HoveredRun> = {}): HoveredRun => ({
	startedAt: '2026-01-01T10:00:00.000Z',
	status: 'success',
	durationMs: 725_000,
	failedStage: undefined,
	failures: [],
	...more,
});

describe('a hover', () => {
	test('says that there is no run yet', () => {
		expect(featureHover('user-auth', [], 0)).toBe('**user\\-auth**: no run yet');
	});

	test('says where a run failed, and by which fingerprints', () => {
		const failures = ['a', 'b', 'c', 'd'].map((letter) => ({ fingerprint: `sha256-${letter.repeat(64)}`, count: 2 }));
		const said = featureHover('user-auth', [run({ status: 'failed', failedStage: 'alex', failures })], 7);
		expect(said).toContain('7 runs');
		expect(said).toContain(
			'| failed | 12\\:05 | alex | sha256\\-aaaaaaaaaaaa ×2, sha256\\-bbbbbbbbbbbb ×2, sha256\\-cccccccccccc ×2 and 1 more |',
		);
	});

	test('has as many cells in every row, whatever is unknown or hostile', () => {
		const odd = run({ startedAt: undefined, status: 'a|b\nc', durationMs: undefined, failedStage: '|||' });
		const rows = featureHover('a', [run(), odd], 2).split('\n').slice(2);
		for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
	});
});

test.each<[string, string, readonly number[]]>([
	['the first line', 'a\nb\n# C\nd\n## E', [0, 2]],
	['the id', '---\nfeatureId: x\n---\n# A', [0, 1, 3]],
	['a title of two lines', 'a\n\nTitle\n=====\nb', [0, 2, 3]],
])('is shown at %s', (_what, text, lines) => {
	const starts = text
		.split('\n')
		.map((_line, index, all) => all.slice(0, index).join('\n').length + (index > 0 ? 1 : 0));
	expect(starts.flatMap((start, index) => (isHoverPlace(text, start) ? [index] : []))).toEqual(lines);
});

test.each([
	['/p/.blueprint/features/feature_a/FEATURE_SPEC.md', 'spec', 'a'],
	['/p/.blueprint/features/feature_a b/story-x.md', 'story', 'a b'],
	['C:/p/.blueprint/features/feature_a/story-.md', 'story', 'a'],
	['/p/.env', 'dotenv', undefined],
	['/p/.claude/telemetry-config.json', 'settings', undefined],
	['/p/.env.local', undefined, undefined],
	['/p/telemetry-config.json', undefined, undefined],
	['/p/FEATURE_SPEC.md', undefined, undefined],
	['/p/.blueprint/features/feature_a/notes.md', undefined, 'a'],
	['/p/.blueprint/features/feature_/FEATURE_SPEC.md', undefined, undefined],
])('%s is %s', (path, kind, slug) => {
	expect([documentKind(path), slugOf(path)]).toEqual([kind, slug]);
});
