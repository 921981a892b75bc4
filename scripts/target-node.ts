import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BinaryTarget, isHost } from './binary-targets.ts';
import { dist, root } from './build-files.ts';

interface LockedPackage {
	readonly version: string;
	readonly integrity: string;
}

/** What package-lock.json says of a package. */
function lockedPackage(name: string): LockedPackage {
	const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
	const locked = packages[`node_modules/${name}`] as LockedPackage | undefined;
	if (!locked) throw new Error(`${name} is not in package-lock.json`);
	return locked;
}

/** The one version of Node that binaries are made of. */
export const nodeVersionOf = ({ nodePackage }: BinaryTarget): string => lockedPackage(nodePackage).version;

/** npm leaves packages for other machines out, unless it is told that this machine is another. */
function install(target: BinaryTarget, folder: string): void {
	for (const file of ['package.json', 'package-lock.json', 'tools/package.json']) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		copyFileSync(join(root, file), join(folder, file));
	}
	const quiet = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	const machine = [`--os=${target.platform}`, `--cpu=${target.arch}`];
	execFileSync('npm', ['ci', '--workspace=tools', ...machine, ...quiet], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit'],
		shell: process.platform === 'win32',
	});
}

/** Node of a target, fetched by `npm ci` with the lock file's checksum, and kept below `dist` while that stays the same. */
function fetchedNode(target: BinaryTarget): string {
	const { integrity } = lockedPackage(target.nodePackage);
	const kept = join(dist, '.nodes', target.name);
	const mark = join(kept, 'integrity');
	const node = join(kept, 'node');
	if (existsSync(mark) && readFileSync(mark, 'utf8') === integrity) return node;
	rmSync(kept, { recursive: true, force: true });
	const folder = join(kept, 'install');
	install(target, folder);
	renameSync(join(folder, 'node_modules', target.nodePackage, target.nodeFile), node);
	rmSync(folder, { recursive: true, force: true });
	writeFileSync(mark, integrity);
	return node;
}

/** Where the executable of a target's Node is: on this machine the installed package, else one that is fetched. */
function nodeOf(target: BinaryTarget): string {
	const installed = join(root, 'node_modules', target.nodePackage, target.nodeFile);
	return isHost(target) && existsSync(installed) ? installed : fetchedNode(target);
}

/** Programs that take the symbols out, the first that is there does; this machine's own works for itself. */
export const strippersOf = (target: BinaryTarget): readonly string[] =>
	isHost(target) && target.strippers.length > 0 ? [...target.strippers, 'strip'] : target.strippers;

function strip(target: BinaryTarget, copy: string): void {
	for (const stripper of strippersOf(target)) {
		try {
			execFileSync(stripper, [copy], { stdio: ['ignore', 'ignore', 'inherit'] });
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		}
	}
	if (target.strippers.length === 0) return;
	console.warn(`${target.name}: built unstripped, some 30 MB larger; missing: ${target.strippers.join(' or ')}`);
}

/** A copy of a target's Node without its symbols: 150 → 117 MB. After the injection stripping would break the executable. */
export function strippedNode(target: BinaryTarget, copy: string): string {
	rmSync(copy, { force: true });
	cpSync(nodeOf(target), copy);
	strip(target, copy);
	return copy;
}
