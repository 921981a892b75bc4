import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface SeaOptions {
	readonly targets: readonly { nodeRange: string; platform: string; arch: string; output: string }[];
	readonly useLocalNode: boolean;
	readonly nodePath: string;
	readonly signature: boolean;
	readonly seaConfig: object;
}

// The command line of pkg walks a project into a virtual file system; its SEA step alone is what is wanted here.
const { default: sea } = createRequire(import.meta.url)('@yao-pkg/pkg/lib-es5/sea.js') as {
	default: (entry: string, options: SeaOptions) => Promise<void>;
};

/** A copy of this Node without its symbols: 150 → 117 MB. After the injection stripping would break the executable. */
export function strippedNode(copy: string): string {
	copyFileSync(process.execPath, copy);
	try {
		execFileSync('strip', [copy], { stdio: 'ignore' });
	} catch {
		console.warn('strip is missing (Debian: binutils): the binary is built unstripped, some 30 MB larger');
	}
	return copy;
}

export interface ExecutableParts {
	/** An ES module without imports of files. */
	readonly entry: string;
	readonly nodePath: string;
	readonly output: string;
	/** Name → path. */
	readonly assets: Readonly<Record<string, string>>;
}

/** A single executable for this machine, with a code cache of its entry. Nothing is downloaded. */
export async function buildExecutable({ entry, nodePath, output, assets }: ExecutableParts): Promise<void> {
	await sea(entry, {
		targets: [{ nodeRange: 'node26', platform: process.platform, arch: process.arch, output }],
		useLocalNode: true,
		nodePath,
		signature: false,
		seaConfig: {
			disableExperimentalSEAWarning: true,
			mainFormat: 'module',
			useSnapshot: false,
			useCodeCache: true,
			execArgvExtension: 'none',
			assets,
		},
	});
}
