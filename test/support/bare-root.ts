import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findTool } from './daemon.ts';
import { type Result, type RunOptions, runCommand, temporaryFolder } from './sandbox.ts';

const demoProject = resolve(import.meta.dirname, '..', '..', 'fixtures', 'demo-project');

/** The program on another machine than the one that it was built on, in a project there. */
export interface Elsewhere {
	readonly run: (args: readonly string[], options?: Omit<RunOptions, 'cwd'>) => Promise<Result>;
}

/** Another root can be gone to by root alone. */
export function findChroot(): string | undefined {
	if (process.getuid?.() === 0) return findTool('chroot', 'coreutils');
	if (process.env['REQUIRE_TOOLS'] === '1') throw new Error('chroot needs root');
	// biome-ignore lint/suspicious/noConsole: a test that is skipped says so
	console.warn('chroot needs root; what needs it is skipped');
	return undefined;
}

/** What the loader says that an executable needs, itself included: absolute paths. */
export function neededLibraries(binary: string): readonly string[] {
	const told = execFileSync('ldd', [binary], { encoding: 'utf8' });
	return [...told.matchAll(/(?:=> |^\s*)(\/\S+) \(/gm)].flatMap(([, path]) => (path ? [path] : []));
}

/** A file system with a binary, the libraries that it needs, a project, /tmp and /dev/null; there is not even /proc. */
export function createBareRoot(chroot: string, binary: string): Elsewhere & { readonly root: string } {
	const root = temporaryFolder('murmur8-root-');
	const program = join(root, 'usr', 'local', 'bin', 'murmur8');
	for (const folder of ['tmp', 'dev', 'home', 'project', dirname(program).slice(root.length)]) {
		mkdirSync(join(root, folder), { recursive: true });
	}
	copyFileSync(binary, program);
	for (const library of neededLibraries(binary)) {
		mkdirSync(dirname(join(root, library)), { recursive: true });
		copyFileSync(library, join(root, library));
	}
	cpSync(demoProject, join(root, 'project'), { recursive: true });
	execFileSync('mknod', ['-m', '666', join(root, 'dev', 'null'), 'c', '1', '3']);
	const run: Elsewhere['run'] = (args, { env = {}, input = '' } = {}) =>
		runCommand([chroot, root, '/usr/local/bin/murmur8', '--project', '/project', ...args], {
			cwd: root,
			env: { PATH: '/usr/local/bin', HOME: '/home', ...env },
			input,
		});
	return { root, run };
}

/** A binary for arm64 under qemu, with Debian's libraries for arm64; of this machine it finds no program. */
export function createArm64(binary: string): Elsewhere | undefined {
	const qemu = findTool('qemu-aarch64', 'qemu-user');
	const libraries = findTool('arm64', 'the libraries of arm64');
	if (qemu === undefined || libraries === undefined || !existsSync(binary)) return undefined;
	const base = temporaryFolder();
	const project = join(base, 'project');
	cpSync(demoProject, project, { recursive: true });
	mkdirSync(join(base, 'home'));
	const run: Elsewhere['run'] = (args, { env = {}, input = '' } = {}) =>
		runCommand([qemu, '-L', libraries, binary, ...args], {
			cwd: project,
			env: { PATH: join(base, 'home'), HOME: join(base, 'home'), ...env },
			input,
		});
	return { run };
}
