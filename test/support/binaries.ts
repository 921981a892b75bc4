import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BINARY_TARGETS, type BinaryTarget, binaryName } from '../../scripts/binary-targets.ts';

const folder = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'bin');

export function targetNamed(wanted: string): BinaryTarget {
	const target = BINARY_TARGETS.find(({ name }) => name === wanted);
	if (!target) throw new Error(`no target is called ${wanted}`);
	return target;
}

/** Where a target's binary is, if it was built; where nothing may be skipped it must have been. */
export function findBinary(target: BinaryTarget): string | undefined {
	const path = join(folder, binaryName(target));
	if (existsSync(path)) return path;
	const message = `${binaryName(target)} is not there: npm run binary -- --target ${target.name}`;
	if (process.env['REQUIRE_TOOLS'] === '1') throw new Error(message);
	// biome-ignore lint/suspicious/noConsole: a test that is skipped says so
	console.warn(`${message}; what needs it is skipped`);
	return undefined;
}
