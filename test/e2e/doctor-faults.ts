import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Patient } from '../support/doctor.ts';
import { createKey } from '../support/portal.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

/** Something that keeps telemetry from arriving, planted into a healthy project. */
export interface Fault {
	readonly name: string;
	readonly id: string;
	readonly seen: RegExp;
	/** Tried on every runtime; the others on the binary alone. */
	readonly isSmoke?: true;
	readonly plant: (patient: Patient) => void | Promise<void>;
	/** What a person makes of a fix that leaves a choice. */
	readonly prepareFix?: (fix: string, patient: Patient) => string;
}

const URL_VARIABLE = 'MURMUR8_TELEMETRY_URL';
const KEY_VARIABLE = 'MURMUR8_TELEMETRY_KEY';
const settingsFile = (patient: Patient, content: string) =>
	writeFileSync(patient.file('.claude', 'telemetry-config.json'), content);
const database = (patient: Patient) => patient.file('.claude', 'murmur8.db');

async function record(patient: Patient, slug = 'user-auth'): Promise<void> {
	const options = { env: { ...patient.env, CI: 'true' }, cwd: patient.cwd };
	await patient.sandbox.run(['run', 'start', slug], options);
	await patient.sandbox.run(['run', 'finish', '--status', 'success'], options);
}

export const FAULTS: readonly Fault[] = [
	{
		name: 'no URL',
		id: 'no-url',
		seen: /telemetry is off/,
		isSmoke: true,
		plant: ({ dotenv }) => rmSync(dotenv),
		prepareFix: (fix) => `${fix}, then: murmur8 telemetry-config set key --key-stdin < key.txt`,
	},
	{
		name: 'a URL that is none',
		id: 'url-unparsable',
		seen: /not a URL/,
		plant: ({ writeDotenv }) => writeDotenv({ [URL_VARIABLE]: 'example.com/events' }),
	},
	{
		name: 'a URL with credentials',
		id: 'url-credentials',
		seen: /user name or a password/,
		plant: ({ portal, writeDotenv }) =>
			writeDotenv({ [URL_VARIABLE]: portal.url.replace('//', `//ada:${portal.key}@`) }),
		prepareFix: (fix) => fix.split(';')[0] ?? '',
	},
	{
		name: 'another scheme',
		id: 'url-scheme',
		seen: /neither https: nor http:/,
		plant: ({ writeDotenv }) => writeDotenv({ [URL_VARIABLE]: 'ftp://example.invalid/' }),
	},
	{
		name: 'a key without a URL',
		id: 'key-without-url',
		seen: /there is a key/,
		plant: ({ writeDotenv }) => writeDotenv({ [URL_VARIABLE]: '' }),
	},
	{
		name: 'typographic quotes',
		id: 'key-quotes',
		seen: /line 2 of \.env .*typographic quotes/,
		isSmoke: true,
		plant: ({ portal, writeDotenv }) => writeDotenv({ [KEY_VARIABLE]: `“${portal.key}”` }),
	},
	{
		name: 'a key with other characters',
		id: 'key-characters',
		seen: /no HTTP header/,
		plant: ({ portal, writeDotenv }) => writeDotenv({ [KEY_VARIABLE]: `${portal.key}é` }),
	},
	{
		name: 'a key cut short by #',
		id: 'key-cut-short',
		seen: /ends at its #/,
		plant: ({ writeDotenv }) => writeDotenv({ [KEY_VARIABLE]: 'abcdefgh#ijklmnop' }),
	},
	{
		name: 'half a key',
		id: 'key-truncated',
		seen: /64 hexadecimal digits \(20 characters\)/,
		isSmoke: true,
		plant: ({ writeDotenv }) => writeDotenv({ [KEY_VARIABLE]: createKey().slice(0, 24) }),
	},
	{
		name: 'an unknown audience',
		id: 'audience-unknown',
		seen: /must be one of/,
		plant: ({ writeDotenv }) => writeDotenv({ MURMUR8_TELEMETRY_AUDIENCE: 'everyone' }),
	},
	{
		name: 'audience off by .env',
		id: 'audience-off',
		seen: /MURMUR8_TELEMETRY_AUDIENCE in \.env/,
		plant: ({ writeDotenv }) => writeDotenv({ MURMUR8_TELEMETRY_AUDIENCE: 'off' }),
	},
	{
		name: 'audience off by the settings file',
		id: 'audience-off',
		seen: /telemetry-config\.json/,
		plant: (patient) => settingsFile(patient, '{"audience":"off"}'),
	},
	{
		name: 'DO_NOT_TRACK',
		id: 'audience-off',
		seen: /DO_NOT_TRACK is set/,
		isSmoke: true,
		plant: ({ env }) => void Object.assign(env, { DO_NOT_TRACK: '1' }),
	},
	{
		name: 'operator-only on the flat wire',
		id: 'operator-only-on-flat',
		seen: /flat wire/,
		plant: ({ writeDotenv }) => writeDotenv({ MURMUR8_TELEMETRY_AUDIENCE: 'operator-only' }),
	},
	{
		name: 'a setting that is none',
		id: 'setting-invalid',
		seen: /MURMUR8_TELEMETRY_TIMEOUT_MS in \.env/,
		plant: ({ writeDotenv }) => writeDotenv({ MURMUR8_TELEMETRY_TIMEOUT_MS: 'soon' }),
	},
	{
		name: 'an empty variable',
		id: 'empty-variable',
		seen: /set but empty/,
		isSmoke: true,
		plant: ({ env }) => void Object.assign(env, { [URL_VARIABLE]: '' }),
	},
	{
		name: 'a variable that wins',
		id: 'overridden',
		seen: /wins over another value/,
		plant: ({ env, portal }) => void Object.assign(env, { [URL_VARIABLE]: `${portal.url}?a=1` }),
	},
	{
		name: 'a broken settings file',
		id: 'settings-file',
		seen: /not a JSON object/,
		isSmoke: true,
		plant: (patient) => settingsFile(patient, '{'),
	},
	{
		name: 'an unknown setting',
		id: 'settings-file',
		seen: /"audiense"/,
		plant: (patient) => settingsFile(patient, '{"audiense":"off"}'),
	},
	{
		name: 'a settings file that can’t be read',
		id: 'settings-file',
		seen: /can't be read/,
		plant: (patient) => void mkdirSync(patient.file('.claude', 'telemetry-config.json')),
	},
	{
		name: 'settings that wait for trust',
		id: 'waits-for-trust',
		seen: /^audience in /,
		plant: (patient) => settingsFile(patient, '{"audience":"on"}'),
	},
	{
		name: 'a key that others may read',
		id: 'dotenv-readable',
		seen: /can be read by others/,
		plant: ({ shell }) => shell('chmod 644 .env'),
	},
	{
		name: 'settings that git hands on',
		id: 'dotenv-tracked',
		seen: /is tracked by git/,
		plant: ({ shell }) => shell('git init -q . && git add -f .env'),
		prepareFix: (fix) => fix.split(', then')[0] ?? '',
	},
	{
		name: 'garbage for a database',
		id: 'database-garbage',
		seen: /not a database/,
		isSmoke: true,
		plant: (patient) => writeFileSync(database(patient), 'garbage '.repeat(1_000)),
	},
	{
		name: 'a directory for a database',
		id: 'database-place',
		seen: /is a directory/,
		plant: (patient) => void mkdirSync(database(patient)),
	},
	{
		name: 'a FIFO for a database',
		id: 'database-place',
		seen: /is a FIFO/,
		plant: (patient) => makeFifo(database(patient)),
	},
	{
		name: 'a link for a database',
		id: 'database-place',
		seen: /is a symbolic link/,
		plant: (patient) => symlinkSync('elsewhere.db', database(patient)),
	},
	{
		name: 'a database of a newer program',
		id: 'database-newer',
		seen: /newer murmur8/,
		plant: (patient) => {
			const newer = new DatabaseSync(database(patient), { timeout: 10_000 });
			newer.exec('PRAGMA user_version = 9999');
			newer.close();
		},
		prepareFix: (fix) => fix.replace('update this murmur8, or begin anew: ', ''),
	},
	{
		name: 'a FIFO for the history',
		id: 'published-place',
		seen: /pipeline-history\.json is a FIFO/,
		plant: (patient) => makeFifo(patient.file('.claude', 'pipeline-history.json')),
	},
	{
		name: 'a corrupt file that was kept',
		id: 'set-aside',
		seen: /could not be parsed/,
		plant: (patient) => writeFileSync(patient.file('.claude', 'pipeline-history.json.corrupt-2026'), '['),
	},
	{
		name: 'no project',
		id: 'no-project',
		seen: /no project here: .* no git/,
		plant: (patient) => void Object.assign(patient, { cwd: temporaryFolder() }),
	},
	{
		name: 'the home folder',
		id: 'no-project',
		seen: /the home folder/,
		plant: (patient) => void Object.assign(patient, { cwd: patient.sandbox.home }),
	},
	{
		name: 'two programs of one name',
		id: 'two-programs',
		seen: /\(the npm package\) answers first/,
		plant: ({ env, sandbox }) => {
			const folder = join(sandbox.home, 'npm', 'node_modules', 'murmur8', 'bin');
			mkdirSync(folder, { recursive: true });
			writeFileSync(join(folder, 'murmur8'), '#!/bin/sh\n', { mode: 0o755 });
			Object.assign(env, { PATH: `${folder}:${env['PATH']}` });
		},
		prepareFix: (_fix, { sandbox }) => `rm -r ${join(sandbox.home, 'npm')}`,
	},
	{
		name: 'events that a wrong key holds up',
		id: 'stuck',
		seen: /1 event waiting, refused since .*HTTP 401/,
		isSmoke: true,
		plant: async (patient) => {
			patient.writeDotenv({ [KEY_VARIABLE]: createKey() });
			await record(patient);
		},
		prepareFix: (fix) => fix.replace(/murmur8 telemetry flush$/, 'murmur8 telemetry flush > flush.txt'),
	},
	{
		name: 'events that were rejected',
		id: 'rejected',
		seen: /1 event rejected for good.*slug: no/,
		plant: async (patient) => {
			patient.portal.behaviour = { status: 422, body: '{"errors":[{"field":"slug","message":"no"}]}' };
			await record(patient);
		},
		prepareFix: (fix) => fix.replace(/^.*, then: /, '').replace(/retry$/, 'retry > retry.txt'),
	},
	{
		name: 'a clock that is off',
		id: 'clock',
		seen: /behind the endpoint/,
		plant: ({ portal }) =>
			void Object.assign(portal, { behaviour: { status: 204, headers: { date: 'Fri, 01 Jan 2100 00:00:00 GMT' } } }),
		prepareFix: () => '',
	},
];
