import { join, relative, resolve, sep } from 'node:path';
import { writeTogether } from '../../adapters/write-together.ts';
import { errorText } from '../../core/error-text.ts';
import { toPrintableLine } from '../../core/text.ts';
import { findLeaks, type OutputFile } from '../../failures/report/stop-rule.ts';
import { UserError } from '../spec.ts';

const EXIT_STOPPED = 3;

/**
 * The STOP rule, before anything is written or printed.
 * @throws UserError that names rules and counts, never a value
 */
export function stopOnLeaks(files: readonly OutputFile[]): void {
	const leaks = findLeaks(files);
	if (leaks.length === 0) return;
	const list = leaks.map(({ rule, count }) => `${rule} ${count}`).join(', ');
	throw new UserError(
		`STOP: the finished report still holds what must not leave (${list}); nothing was written`,
		'Have the maintainers audit the sanitiser; until then add a rule to "sanitize" in telemetry-config.json, and look at what it allows.',
		EXIT_STOPPED,
	);
}

/**
 * Writes all files or none.
 * @param folder absolute
 * @throws UserError where that can't be done
 * @returns their paths as they are shown
 */
export function writeFiles(folder: string, files: readonly OutputFile[], cwd: string): readonly string[] {
	const planned = files.map(({ name, text }) => ({ path: join(folder, ...name.split('/')), text }));
	try {
		writeTogether(planned);
	} catch (error) {
		const reason = toPrintableLine(errorText(error), 200);
		throw new UserError(
			`the report can't be written: ${reason}`,
			'Nothing was written. Another folder: --out <dir>',
			1,
		);
	}
	return planned.map(({ path }) => {
		const short = relative(cwd, path);
		return (short.startsWith('..') ? path : short).split(sep).join('/');
	});
}

export const reportFolder = (root: string, out: string | undefined, cwd: string): string =>
	out === undefined ? join(root, 'reports', 'telemetry') : resolve(cwd, out);
