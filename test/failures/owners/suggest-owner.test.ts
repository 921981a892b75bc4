import { describe, expect, test } from 'vitest';
import { readModuleMap } from '../../../source/core/settings/module-map.ts';
import { Codeowners } from '../../../source/failures/owners/codeowners.ts';
import { nearestModule } from '../../../source/failures/owners/module-map.ts';
import { shownOwner } from '../../../source/failures/owners/shown-owner.ts';
import { suggestOwner } from '../../../source/failures/owners/suggest-owner.ts';

const { modules } = readModuleMap({ 'packages/api': '@acme/api', './packages/api/auth/': ['@ada', 'bob@example.com'] });
const codeowners = new Codeowners('/src/ @acme/core\n/src/generated/\n/docs/ @acme/core @acme/docs');
const committers = new Map([['lib/x.ts', [{ name: 'Ada', email: 'ada@example.invalid' }]]]);
const sources = { codeowners, modules, committers };

describe('who should look at an error in', () => {
	test.each([
		['a file that CODEOWNERS names', 'src/x.ts', { kind: 'codeowners', owners: ['@acme/core'], line: 1 }],
		['a file of a module', 'packages/api/x.ts', { kind: 'module', owners: ['@acme/api'], module: 'packages/api' }],
		[
			'a file of a module in a module',
			'packages/api/auth/x.ts',
			{ kind: 'module', owners: ['@ada', 'bob@example.com'], module: 'packages/api/auth' },
		],
		['a file that only git knows', 'lib/x.ts', { kind: 'committers', owners: ['ada@example.invalid'] }],
		['a file whose owners were taken away', 'src/generated/x.ts', { kind: 'unknown', ask: '@acme/core' }],
		['a file that nobody knows', 'other/x.ts', { kind: 'unknown', ask: '@acme/core' }],
		['no file', undefined, { kind: 'unknown', ask: '@acme/core' }],
	])('%s', (_, path, expected) => {
		expect(suggestOwner(path, sources)).toEqual(expected);
	});

	test('a project in which nobody owns anything', () => {
		const none = { modules: new Map(), committers: new Map() };
		expect(suggestOwner('x', none)).toEqual({ kind: 'unknown', ask: undefined });
	});
});

describe('the map of modules', () => {
	test.each([
		['', 'x', { module: '', owners: ['@a'] }],
		['a', 'a', { module: 'a', owners: ['@a'] }],
		['a', 'ab/x', undefined],
		['a\\b', 'a/b/c', { module: 'a/b', owners: ['@a'] }],
	])('%j for %s', (path, file, expected) => {
		expect(nearestModule(readModuleMap({ [path]: '@a' }).modules, file)).toEqual(expected);
	});

	test.each([
		['none', undefined, []],
		['a list', [], ['modules must be an object of paths and owners']],
		['text', 'a', ['modules must be an object of paths and owners']],
		['no owner', { a: [] }, ['modules: owners of "a" must be @handles or e-mail addresses']],
		['a number', { a: 1 }, ['modules: owners of "a" must be @handles or e-mail addresses']],
		['a name', { a: 'Ada' }, ['modules: owners of "a" must be @handles or e-mail addresses']],
		['a path that climbs', { '../a': '@a' }, ['modules: "../a" leads out of the project']],
	])('%s', (_, value, problems) => {
		expect(readModuleMap(value).problems).toEqual(problems);
	});
});

describe('shown is', () => {
	const hash = (text: string) => [...text].map((one) => one.charCodeAt(0).toString(16)).join('');
	test.each([
		['@ada', '@ada'],
		['@acme/core', '@acme/core'],
		['@@maintainer', '@@maintainer'],
		['123+ada@users.noreply.github.com', '@ada'],
		['ada@users.noreply.github.com', '@ada'],
		['7-ada@users.noreply.gitlab.com', '@ada'],
		['ada@example.invalid', 'person-6164614065'],
		['ADA@example.invalid', 'person-6164614065'],
		['@ada@example.invalid', 'person-4061646140'],
		['@\u001b[2Jada', '@ada'],
		['', 'person-'],
	])('%j as %j', (owner, expected) => {
		expect(shownOwner(owner, hash)).toBe(expected);
	});
});
