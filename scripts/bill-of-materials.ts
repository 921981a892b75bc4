import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-files.ts';
import { bundledFiles } from './bundled-files.ts';

interface Component {
	readonly type: string;
	readonly name: string;
	readonly version?: string;
	readonly 'bom-ref'?: string;
	readonly [field: string]: unknown;
}

interface Bill {
	readonly metadata: { readonly component: Component };
	readonly components: readonly Component[];
	readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const byReference = (a: { ref: string }, b: { ref: string }) => (a.ref < b.ref ? -1 : 1);

/** Names of `process.versions` that are interfaces of Node's, not parts of it. */
const INTERFACES = ['node', 'modules', 'napi', 'unicode', 'cldr', 'tz'];

/** Node as a component, with what it is made of: scanners find OpenSSL, V8 or SQLite in it by name. */
export function nodeComponent(versions: Readonly<Record<string, string | undefined>>): Component {
	const { node } = versions;
	return {
		type: 'platform',
		name: 'node',
		version: node ?? '',
		'bom-ref': `node@${node}`,
		description: 'The runtime that the binaries are made of, from the npm packages node-<platform>-<arch>.',
		scope: 'required',
		licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
		cpe: `cpe:2.3:a:nodejs:node.js:${node}:*:*:*:*:*:*:*`,
		purl: `pkg:github/nodejs/node@v${node}`,
		components: Object.entries(versions)
			.filter(([name, version]) => version !== undefined && !INTERFACES.includes(name))
			.sort()
			.map(([name, version]) => ({ type: 'library', name, version, 'bom-ref': `node@${node}/${name}@${version}` })),
	};
}

/**
 * What the binaries hold, in CycloneDX 1.6: every package that code was bundled of, and Node. The generator reads what
 * esbuild says it took in, and checks the result against the schema. No serial number and no time: the same commit gives
 * the same bytes.
 */
export function billOfMaterials(work: string): string {
	const metafile = join(work, 'metafile.json');
	const output = join(work, 'bom.json');
	writeFileSync(metafile, JSON.stringify(bundledFiles()));
	const generator = join(root, 'node_modules', '.bin', 'cyclonedx-esbuild');
	const how = ['--sv', '1.6', '--output-reproducible', '--validate', '--bwd', root, '-o', output];
	execFileSync(process.execPath, [generator, ...how, metafile], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
	const bill = JSON.parse(readFileSync(output, 'utf8')) as Bill;
	const node = nodeComponent(process.versions);
	const own = bill.metadata.component['bom-ref'] ?? '';
	const nodeReference = node['bom-ref'] ?? '';
	const dependencies = bill.dependencies.map(({ ref, dependsOn = [] }) =>
		ref === own ? { ref, dependsOn: [...dependsOn, nodeReference].sort() } : { ref, dependsOn },
	);
	const whole = {
		...bill,
		components: [...bill.components, node],
		dependencies: [...dependencies, { ref: nodeReference, dependsOn: [] }].sort(byReference),
	};
	return `${JSON.stringify(whole, undefined, 2)}\n`;
}
