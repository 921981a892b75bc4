import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { CHECKSUMS_FILE } from '../../scripts/checksums.ts';
import { LICENCES_FILE } from '../../scripts/licences.ts';

const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'dist', 'bin');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const bill = JSON.parse(read('murmur8.cdx.json'));

interface Component {
	readonly group?: string;
	readonly name: string;
	readonly version: string;
	readonly licenses?: readonly unknown[];
	readonly components?: readonly Component[];
}

const components: readonly Component[] = bill.components;
const fullName = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);

/** Packages that source maps of the built program name: what esbuild says in another place. */
function packagesOfMaps(): ReadonlySet<string> {
	const maps = join(root, 'dist', 'maps');
	const files = readdirSync(maps, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.map'));
	const sources = files.flatMap((file) => readJson(join(maps, file)).sources as string[]);
	const names = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
	// Packages bring maps of their own, which name packages that they were built of.
	const isInstalled = (name: string) => existsSync(join(root, 'node_modules', name));
	return new Set(names.filter((name) => name !== undefined).filter(isInstalled));
}

describe('the bill of materials', () => {
	test('is what the schema says', () => {
		const schemas = join(root, 'node_modules', '@cyclonedx', 'cyclonedx-library', 'res', 'schema');
		const ajv = new Ajv({ strict: false, allErrors: true });
		addFormats.default(ajv);
		for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true);
		for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
			const file = `${part}.SNAPSHOT.schema.json`;
			ajv.addSchema({ ...readJson(join(schemas, file)), $id: `http://cyclonedx.org/schema/${file}` });
		}
		const validate = ajv.compile(readJson(join(schemas, 'bom-1.6.SNAPSHOT.schema.json')));
		expect(validate(bill), JSON.stringify(validate.errors)).toBe(true);
		expect(validate({ ...bill, components: [{ name: 'without a type' }] })).toBe(false);
	});

	test('has every package that code is of, those of threads and of the dashboard, and no other', () => {
		const named = components.map(fullName);
		for (const name of packagesOfMaps()) expect(named).toContain(name);
		expect(named).toEqual(expect.arrayContaining(['ink', 'react', 'uplot', 'saxes', 'zod', 'conf', 'ky', 'node']));
		for (const name of ['esbuild', 'typescript', 'vitest', '@yao-pkg/pkg']) expect(named).not.toContain(name);
		for (const component of components) expect(component.licenses, fullName(component)).toHaveLength(1);
	});

	test('has Node with what it is made of', () => {
		const node = components.find(({ name }) => name === 'node');
		expect(node?.version).toBe(process.versions.node);
		const parts = Object.fromEntries((node?.components ?? []).map(({ name, version }) => [name, version]));
		const { openssl, v8, sqlite } = process.versions;
		expect(parts).toMatchObject({ openssl, v8, sqlite });
	});

	test('has nothing of the day and the place', () => {
		expect(bill.serialNumber).toBeUndefined();
		expect(bill.metadata.timestamp).toBeUndefined();
		expect(JSON.stringify(bill)).not.toContain(root);
	});
});

test('the licences are of everything in the bill', () => {
	const text = read(LICENCES_FILE);
	for (const component of components.filter(({ name }) => name !== 'node')) {
		expect(text).toContain(`\n${fullName(component)} ${component.version}\n`);
	}
	expect(text).toContain(`\nNode.js ${process.versions.node}\n`);
	expect(text).toContain('OpenSSL');
	expect(readFileSync(join(root, 'dist', LICENCES_FILE), 'utf8')).not.toContain('OpenSSL');
	expect(text).not.toContain('\r');
});

test('the checksums are of all that is there', () => {
	const listed = read(CHECKSUMS_FILE)
		.trim()
		.split('\n')
		.map((line) => line.split('  '));
	const files = readdirSync(folder).filter((file) => file !== CHECKSUMS_FILE);
	expect(listed.map(([, file]) => file)).toEqual(files.toSorted());
	for (const [digest, file = ''] of listed) {
		const content = readFileSync(join(folder, file));
		expect(createHash('sha256').update(content).digest('hex'), file).toBe(digest);
	}
});
