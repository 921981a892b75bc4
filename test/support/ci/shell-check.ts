import { runCommand } from '../sandbox.ts';

/** Shells that read a script without running it, Debian's `sh` is dash; each gives its complaints. */
export const findShells = (): readonly ((script: string) => Promise<string>)[] =>
	['sh', 'bash'].map((shell) => async (script) => {
		const env = { PATH: process.env['PATH'] ?? '' };
		return (await runCommand([shell, '-n'], { cwd: '/', env, input: script })).stderr;
	});
