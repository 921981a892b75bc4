import { basename, dirname } from 'node:path';
import { signAdHoc } from './ad-hoc-signature.ts';
import { type BinaryTarget, isHost } from './binary-targets.ts';
import { forgetSignature } from './pe-signature.ts';
import { sea } from './seeded-sea.ts';
import { nodeVersionOf } from './target-node.ts';

/** The identifier in signatures. */
const SIGNED_AS = 'murmur8';

export interface ExecutableParts {
	readonly target: BinaryTarget;
	/** An ES module without imports of files. */
	readonly entry: string;
	/** Node for the target. */
	readonly nodePath: string;
	readonly output: string;
	/** Name → path. */
	readonly assets: Readonly<Record<string, string>>;
}

/** pkg works in a folder of its own below the one for temporary files, and leaves the process in it while it does. */
async function withTemporaryFiles<T>(folder: string, work: () => Promise<T>): Promise<T> {
	const names = ['TMPDIR', 'TMP', 'TEMP'];
	const before = names.map((name) => [name, process.env[name]] as const);
	for (const name of names) process.env[name] = folder;
	try {
		return await work();
	} finally {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
}

/**
 * A single executable, with a code cache of its entry where it is for this machine. Nothing is downloaded. It depends on
 * its parts alone: the entry's path, which Node writes into it, is given relative to the folder that pkg works in.
 */
export async function buildExecutable({ target, entry, nodePath, output, assets }: ExecutableParts): Promise<void> {
	const version = nodeVersionOf(target);
	if (process.versions.node !== version) {
		throw new Error(`this is Node ${process.versions.node}, binaries are made by ${version}: use npm run binary`);
	}
	await withTemporaryFiles(dirname(entry), () =>
		sea(entry, {
			targets: [{ nodeRange: `node${version}`, platform: target.pkgPlatform, arch: target.arch, output }],
			useLocalNode: true,
			nodePath,
			signature: false,
			seaConfig: {
				main: `../${basename(entry)}`,
				disableExperimentalSEAWarning: true,
				mainFormat: 'module',
				useSnapshot: false,
				useCodeCache: isHost(target),
				execArgvExtension: 'none',
				// A short command ends before the young generation (MB) of this size is full: 2 to 6 ms of a `run finish` were collecting.
				execArgv: ['--min-semi-space-size=2'],
				assets: Object.fromEntries(Object.entries(assets).sort()),
			},
		}),
	);
	// What was injected is nothing that Node's makers signed: of their signatures the injection leaves none, or ruins.
	if (target.platform === 'darwin') signAdHoc(output, SIGNED_AS);
	if (target.platform === 'win32') forgetSignature(output);
}
