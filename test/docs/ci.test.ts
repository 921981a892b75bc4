import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../source/commands/table.ts';
import { CI_SYSTEMS } from '../../source/core/ci/systems.ts';
import { readAction } from '../support/ci/action.ts';
import { readTemplate } from '../support/ci/gitlab.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '..', '..'), 'docs', 'ci.md'), 'utf8');

const BLOCKS: readonly (readonly [kind: string, text: string])[] = [
	...page.matchAll(/^```(\w+)\n(.*?)^```$/gms).map(([, kind = '', text = '']) => [kind, text] as const),
];

/** Every object in a document. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
	for (const item of Object.values(value)) yield* objectsIn(item);
}

const examples = BLOCKS.filter(([kind]) => kind === 'yaml').flatMap(([, text]) => [...objectsIn(parse(text))]);

test('every example is YAML, and gives the action and the template what they take', () => {
	const uses = examples.filter(({ uses: name }) => String(name).includes('/murmur8-cli@'));
	expect(uses.length).toBeGreaterThan(2);
	const inputs = uses.flatMap(({ with: given }) => Object.keys(given ?? {}));
	expect(inputs.filter((name) => !Object.hasOwn(readAction().inputs, name))).toEqual([]);
	const jobs = examples.filter(({ extends: name }) => name === '.murmur8');
	expect(jobs).toHaveLength(1);
	const variables = Object.keys(jobs[0]?.['variables'] ?? {});
	expect(variables.filter((name) => !Object.hasOwn(readTemplate().variables, name))).toEqual([]);
});

test('the table has every system', () => {
	expect(CI_SYSTEMS.map(({ sign }) => sign).filter((sign) => !page.includes(`| \`${sign}\``))).toEqual([]);
});

describe('every call in it', () => {
	const calls = BLOCKS.flatMap(([, text]) => [...text.matchAll(/murmur8 ((?:run|report)\b[^\n|>)']*)/g)]);
	test.each(calls.map(([, words = '']) => words.trim()))('murmur8 %s', (words) => {
		const given = words.split(' ');
		const end = given.indexOf('--');
		const own = end < 0 ? given : given.slice(0, end);
		const command = COMMANDS.filter(({ name }) => `${own.join(' ')} `.startsWith(`${name} `)).toSorted(
			(one, other) => other.name.length - one.name.length,
		)[0];
		expect(command?.name.split(' ')[0]).toBe(own[0]);
		const flags = own.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
		expect(flags.filter((flag) => !Object.hasOwn(command?.flags ?? {}, flag))).toEqual([]);
	});
});
