import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface ScriptCoverage {
	readonly url: string;
	/** Functions in the order of the text, outer ones first; ranges of each likewise. */
	readonly functions: readonly {
		readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
	}[];
}

/** For every character of a script, whether a process executed it: 1 or 0. */
export type Executed = Uint8Array;

/** The files that a process left; one that was killed while it wrote left a part, which counts for nothing. */
function readProcess(path: string): readonly ScriptCoverage[] {
	try {
		return (JSON.parse(readFileSync(path, 'utf8')) as { readonly result: readonly ScriptCoverage[] }).result;
	} catch {
		return [];
	}
}

/** What one process executed of a script. Inner ranges stand behind outer ones and so overwrite them. */
function paint({ functions }: ScriptCoverage): Executed {
	const ranges = functions.flatMap((each) => each.ranges);
	const painted = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
	for (const { startOffset, endOffset, count } of ranges) painted.fill(count > 0 ? 1 : 0, startOffset, endOffset);
	return painted;
}

function addTo(all: Map<string, Executed>, path: string, painted: Executed): void {
	const before = all.get(path);
	if (!before) all.set(path, painted);
	else for (const [offset, was] of painted.entries()) if (was === 1) before[offset] = 1;
}

/**
 * What the processes that ran with `NODE_V8_COVERAGE` executed, all of them together, by path of the script.
 * @param isWanted tells by its path whether a script counts
 */
export function readExecuted(folder: string, isWanted: (path: string) => boolean): ReadonlyMap<string, Executed> {
	const all = new Map<string, Executed>();
	for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
		for (const script of readProcess(join(folder, name))) {
			if (!script.url.startsWith('file:')) continue;
			const path = fileURLToPath(script.url);
			if (isWanted(path)) addTo(all, path, paint(script));
		}
	}
	return all;
}
