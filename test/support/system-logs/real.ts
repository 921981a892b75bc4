import { readFileSync } from 'node:fs';
import type { LabelledLog } from './labelled.ts';

/** Logs that Debian keeps, and what each line of them is: the words of the format, as the programs' sources have it. */
const REAL = [
	{
		name: 'dpkg',
		path: '/var/log/dpkg.log',
		labels: [
			/ (startup archives unpack)/,
			/ (startup archives install)/,
			/ (startup packages configure)/,
			/ (startup packages)/,
			// A package that was not there before has `<none>` for a version: another message to whoever reads it.
			/ (install|configure|trigproc) \S+ \S* ?(<none>)/,
			/ (status \S+) /,
			/ (configure|install|upgrade|remove|purge|trigproc|conffile) /,
		],
	},
	{
		name: 'apt',
		path: '/var/log/apt/term.log',
		labels: [
			/^(Selecting previously unselected) package/,
			/^(Preparing to unpack) /,
			/^(Unpacking) \S+ \(\S+\) (over) \(/,
			/^(Unpacking) /,
			/^(Setting up) /,
			/^(Processing triggers) for/,
			/^(Adding debian):/,
			/^update-alternatives: (using) /,
			/^Log (started|ended):/,
			/^Created (symlink) /,
			/^(Creating group) /,
			/^(Adding) '/,
			/^(Setcap worked)/,
			/ (added), \d+ removed; done/,
			/^(Creating user) '[^']*' \((.*)\) with/,
		],
	},
] as const;

function labelOf(line: string, labels: readonly RegExp[]): string {
	for (const label of labels) {
		const found = label.exec(line);
		if (found) return found.slice(1).join(' ');
	}
	return line;
}

/** The logs that this machine has, by name; undefined for one that it lacks. */
export function realLog(wanted: string): LabelledLog | undefined {
	const log = REAL.find(({ name }) => name === wanted);
	if (!log) throw new Error(`no log ${wanted}`);
	try {
		const lines = readFileSync(log.path, 'utf8')
			.split('\n')
			// A progress bar that overwrites itself is many lines in one.
			.filter((line) => /[a-z]/i.test(line) && !line.includes('Reading database'));
		return { name: wanted, lines, labels: lines.map((line) => labelOf(line, log.labels)) };
	} catch {
		return undefined;
	}
}

export const REAL_NAMES = REAL.map(({ name }) => name);
