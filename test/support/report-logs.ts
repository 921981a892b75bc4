import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackOf } from './report.ts';

export const AT = new Date('2026-01-14T10:00:00Z');
export const NOW_TEXT = '2026-01-15T09:00:00Z';

/** A file whose time is the same in every run: what does not say when it was is of then. */
export function putLog(folder: string, name: string, content: string | Uint8Array, at = AT): string {
	const path = join(folder, name);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, content);
	utimesSync(path, at, at);
	return path;
}

const HEADERS = ['Error: no', 'TypeError: x is not a function', 'RangeError: 7 of 9', 'Error: mail ada@example.com'];

/** Logs of eight jobs, no two alike, some with failures that others have, too; one large enough for threads. */
export function putJobs(folder: string): readonly string[] {
	return Array.from({ length: 8 }, (_, index) => {
		const stacks = HEADERS.slice(0, (index % HEADERS.length) + 1).map((header) =>
			stackOf(header, 'pay', `job${index % 3}`),
		);
		const filler = 'all is well and goes on\n'.repeat(index === 5 ? 120_000 : 20);
		putLog(
			folder,
			`job-${index}/murmur8-job.json`,
			JSON.stringify({ job_id: `${70 + index}`, branch: index === 2 ? 'main' : 'x' }),
		);
		return putLog(folder, `job-${index}/out.log`, `job ${index}\n${filler}${stacks.join('fine\n')}${filler}`);
	});
}

/** Every file below a folder: its path from there, and its text. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
	const found: Record<string, string> = {};
	const names = readdirSync(folder, { recursive: true, withFileTypes: true });
	for (const entry of names.filter((each) => each.isFile())) {
		const path = join(entry.parentPath, entry.name);
		found[path.slice(folder.length + 1)] = readFileSync(path, 'utf8');
	}
	return found;
}
