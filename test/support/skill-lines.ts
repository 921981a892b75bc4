import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The shell blocks of an installed skill, in their order: what an agent reads is what is run. */
export function shellBlocks(skill: string): readonly string[] {
	const section = /<!-- >>> murmur8 .*<!-- <<< murmur8 <<< -->/s.exec(skill)?.[0] ?? '';
	return [...section.matchAll(/^```sh\r?\n(.*?)^```/gms)].map(([, lines = '']) => lines);
}

/** A block with its places filled in as the skill tells: single quotes of a value are written `'\''`. */
export function fillIn(block: string, values: Readonly<Record<string, string>>): string {
	return block.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`nothing for ${place}`);
		// Between the two words of a here-document nothing is quoted.
		return name === 'feedback' ? value : value.replaceAll("'", "'\\''");
	});
}

/** A folder for the PATH in which `murmur8` is this command. */
export function programFolder(base: string, command: readonly string[]): string {
	const folder = join(base, 'bin');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'murmur8'), `#!/bin/sh\nexec ${command.map(quote).join(' ')} "$@"\n`);
	chmodSync(join(folder, 'murmur8'), 0o755);
	return folder;
}
