/**
 * Runs on Nodes that are too old for everything else, so built-in modules are imported where they are used: the build
 * would get the others by `process.getBuiltinModule`, which such a Node may not have.
 */
async function findBinary(): Promise<string | undefined> {
	const { createRequire } = await import('node:module');
	const { realpathSync } = await import('node:fs');
	const { join } = await import('node:path');
	const [platform, suffix] = process.platform === 'win32' ? ['win', '.exe'] : [process.platform, ''];
	try {
		// npm starts the program by a link, and installs packages beside what it leads to.
		const { resolve } = createRequire(realpathSync(process.argv[1] ?? ''));
		const manifest = resolve(`murmur8-cli-${platform}-${process.arch}/package.json`);
		return join(manifest, '..', 'bin', `murmur8${suffix}`);
	} catch {
		return undefined;
	}
}

/** Starts it, and ends as it did, by the same signal too. */
async function become(binary: string, argv: readonly string[]): Promise<never> {
	const { spawn } = await import('node:child_process');
	return new Promise((_, fail) => {
		const forward = (signal: NodeJS.Signals) => void child.kill(signal);
		// The terminal sends Ctrl+C to both; the child decides what it means.
		const ignore = () => {};
		// Before the child is there: a signal in between would end this process alone.
		process.on('SIGINT', ignore).on('SIGTERM', forward).on('SIGHUP', forward);
		const child = spawn(binary, argv, { stdio: 'inherit' });
		child.on('error', fail);
		child.on('exit', (code, signal) => {
			if (signal === null) process.exit(code ?? 1);
			process.off('SIGINT', ignore).off('SIGTERM', forward).off('SIGHUP', forward);
			process.kill(process.pid, signal);
		});
	});
}

/** Commands that a pipeline calls: they end with 0, whatever is the matter. */
const isOfPipeline = ([first, second]: readonly string[]) =>
	first === 'validate' || (first === 'run' && second !== 'exec');

/** Lets the binary that npm installed beside this package do what was asked, or says what is missing. */
export async function startBinary(argv: readonly string[]): Promise<never> {
	const binary = await findBinary();
	let problem = '';
	if (binary !== undefined) {
		try {
			return await become(binary, argv);
		} catch (error) {
			problem = `, and its binary does not start: ${error instanceof Error ? error.message : error}`;
		}
	}
	process.stderr.write(`murmur8: Node ${process.versions.node} is too old, 22.13 is the first that will do${problem}
  With npm's optional packages, or install.sh, it needs no Node: npm install --include=optional murmur8-cli\n`);
	process.exit(isOfPipeline(argv) ? 0 : 1);
}
