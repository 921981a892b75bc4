import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { seedSnapshots } from '../../source/core/live/seed.ts';
import { LABELS } from '../../source/core/metrics/labels.ts';
import { METRIC_NAMES, METRICS } from '../../source/core/metrics/registry.ts';
import { BOUNDARIES } from '../../source/core/metrics/series.ts';
import type { Audience } from '../../source/core/privacy/audience.ts';
import { isPermitted } from '../../source/core/privacy/field.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '..', '..'), 'docs', 'fleet.md'), 'utf8');

/** Buckets with the open one, sum and count. */
const HISTOGRAM = BOUNDARIES.length + 3;
const weightOf = (name: string) => (METRICS[name as keyof typeof METRICS].kind === 'histogram' ? HISTOGRAM : 1);
const sees = (audience: Audience, name: string) =>
	isPermitted({ class: METRICS[name as keyof typeof METRICS].class }, audience);

/** Series of one project that did what the demonstration does. */
function usual(audience: Audience): number {
	const points = seedSnapshots(0).flatMap((snapshot) => snapshot.points);
	const series = new Map(points.map(({ name, labels }) => [JSON.stringify([name, labels]), name]));
	return [...series.values()].filter((name) => sees(audience, name)).reduce((sum, name) => sum + weightOf(name), 0);
}

/** Series that one project can have at most; a step goes with its stage. */
function most(audience: Audience): number {
	return METRIC_NAMES.filter((name) => sees(audience, name)).reduce((sum, name) => {
		const labels = METRICS[name].labels.filter((label) => label !== 'step');
		return sum + weightOf(name) * labels.reduce((product, label) => product * LABELS[label].length, 1);
	}, 0);
}

test.each(['user-only', 'operator-only', 'on'] as const)(
	'the figures of %s are what the registry comes to',
	(audience) => {
		const row = `| \`${audience}\` | ${usual(audience)} | ${most(audience)} | ${(usual(audience) * 1_000).toLocaleString('en-US')} | ${(most(audience) * 1_000).toLocaleString('en-US')} |`;
		expect(page).toContain(row);
	},
);

/** Names of the components that a section of the page's Collector configuration defines. */
function defined(section: string): readonly string[] {
	const [, body = ''] = new RegExp(`^${section}:\\n((?:(?: .*|)\\n)+)`, 'm').exec(page) ?? [];
	return [...body.matchAll(/^ {2}([\w/]+):/gm)].map(([, name = '']) => name);
}

test.each(['extensions', 'receivers', 'processors', 'exporters'])(
	'what the Collector’s service names among its %s is defined, and all that is defined is named',
	(section) => {
		const [, service = ''] = /^service:\n([^`]+)/m.exec(page) ?? [];
		const lists = [...service.matchAll(new RegExp(`^ +${section}: \\[(.+)\\]$`, 'gm'))];
		const named = lists.flatMap(([, list = '']) => list.split(', '));
		expect(named.length).toBeGreaterThan(0);
		expect([...new Set(named)].toSorted()).toEqual(defined(section).toSorted());
	},
);
