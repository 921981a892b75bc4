import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { detectCi, homeFolder, readDotenv, takeEnvironment } from '../../source/adapters/environment.ts';
import { CI_SURROUNDINGS } from '../support/ci-surroundings.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

afterEach(() => {
	vi.unstubAllEnvs();
});

function dotenv(content: string | Uint8Array) {
	const path = join(temporaryFolder(), '.env');
	writeFileSync(path, content);
	return readDotenv(path).variables;
}

describe('.env', () => {
	test.each([
		['plain', 'A=one', { A: 'one' }],
		['spaces around', '  A = one  ', { A: 'one' }],
		['double quotes', 'A="one two"', { A: 'one two' }],
		['single quotes', "A='one # two'", { A: 'one # two' }],
		['backticks', 'A=`it\'s "so"`', { A: 'it\'s "so"' }],
		['export', 'export A=one', { A: 'one' }],
		['a comment line', '# note\nA=one\n#B=two', { A: 'one' }],
		['a comment behind quotes', 'A="one" # note', { A: 'one' }],
		['a comment behind a plain value', 'A=one # note', { A: 'one' }],
		['a hash in quotes', 'A="one#two"', { A: 'one#two' }],
		['CRLF', 'A=one\r\nB="two"\r\n', { A: 'one', B: 'two' }],
		['a byte order mark', '\uFEFFA=one\nB=two', { A: 'one', B: 'two' }],
		['an equals sign in the value', 'A=https://h.example.invalid/?b=c', { A: 'https://h.example.invalid/?b=c' }],
		['an empty value', 'A=\nB=""', { A: '', B: '' }],
		['a value over lines', 'A="one\ntwo"', { A: 'one\ntwo' }],
		['the last of two', 'A=one\nA=two', { A: 'two' }],
		['nothing', '', {}],
		['no assignment', 'nonsense', {}],
	])('with %s', (_, content, variables) => {
		expect(dotenv(content)).toEqual(variables);
	});

	test('that is missing, a folder or a FIFO has no variables', () => {
		const folder = temporaryFolder();
		makeFifo(join(folder, 'fifo'));
		// Only one that is not there means defaults.
		expect([join(folder, 'missing'), folder, join(folder, 'fifo')].map(readDotenv)).toEqual([
			{ variables: {}, isUnreadable: false },
			{ variables: {}, isUnreadable: true },
			{ variables: {}, isUnreadable: true },
		]);
	});

	test('that is no UTF-8 spoils nothing but its own letters', () => {
		expect(dotenv(Buffer.from([...Buffer.from('A=on'), 0xff, ...Buffer.from('\nB=two')]))).toMatchObject({ B: 'two' });
	});
});

describe('the CI system', () => {
	test.each([
		[{ GITHUB_ACTIONS: 'true', CI: 'true' }, 'github'],
		[{ GITLAB_CI: 'true' }, 'gitlab'],
		[{ JENKINS_URL: 'http://jenkins.example.invalid' }, 'jenkins'],
		[{ TF_BUILD: 'True' }, 'azure'],
		[{ CIRCLECI: 'true' }, 'circleci'],
		[{ BUILDKITE: 'true' }, 'buildkite'],
		[{ BITBUCKET_BUILD_NUMBER: '7' }, 'bitbucket'],
		[{ TEAMCITY_VERSION: '2026.1' }, 'teamcity'],
		[{ CI: 'true' }, 'ci'],
		[{ CI: '1' }, 'ci'],
		[{ CI: 'woodpecker' }, 'ci'],
		[{ CI: 'false' }, undefined],
		[{ CI: 'False' }, undefined],
		[{ CI: '0' }, undefined],
		[{ CI: '' }, undefined],
		[{ CI: 'false', GITHUB_ACTIONS: 'true' }, 'github'],
		[{ CI: 'true', GITHUB_ACTIONS: 'false' }, 'ci'],
		[{ CI: undefined }, undefined],
		[{}, undefined],
	])('of %j is %s', (environment, name) => {
		expect(detectCi(environment)).toBe(name);
	});
});

test.each(Object.entries(CI_SURROUNDINGS))('a job of %s is one of it', (name, { variables }) => {
	expect(detectCi(variables)).toBe(name);
});

test.each([
	[{ HOME: '/h', USERPROFILE: 'C:\\h' }, '/h'],
	[{ USERPROFILE: 'C:\\h' }, 'C:\\h'],
	[{ HOME: '' }, ''],
	[{}, ''],
])('the home folder of %j is %j', (environment, home) => {
	expect(homeFolder(environment)).toBe(home);
});

test('taking the environment takes the key out of it', () => {
	const key = randomUUID();
	vi.stubEnv('MURMUR8_TELEMETRY_KEY', key);
	vi.stubEnv('MURMUR8_RUN_ID', 'run');
	const environment = takeEnvironment();
	expect(environment).toMatchObject({ MURMUR8_TELEMETRY_KEY: key, MURMUR8_RUN_ID: 'run' });
	expect(Object.values(process.env)).not.toContain(key);
	expect(process.env['MURMUR8_RUN_ID']).toBe('run');
});
