import { writeSync } from 'node:fs';
import { chosenRules, createEngine } from '../../failures/sanitise/sanitise.ts';
import { Sanitiser } from '../../failures/sanitise/stream/sanitiser.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { type Context, type Flags, type Handler, UserError } from '../spec.ts';
import { type AuditLine, auditJson, auditText, hasFinds } from './audit.ts';
import type { Order } from './job.ts';
import { countsOf, type Outcome } from './one-file.ts';
import { renderRules } from './rules.ts';
import { runJob } from './run-job.ts';
import { readSanitizeSettings, type SanitizeSettings } from './settings.ts';
import { readFile, readStdin } from './source-bytes.ts';

const STDOUT = 1;
const EXIT_FAILED = 1;
const EXIT_FINDS = 3;

/** Writes to stdout; false when nobody reads any more (`| head`), which is no error but the end of the work. */
function writeOut(bytes: Uint8Array): boolean {
	for (let at = 0; at < bytes.length; ) {
		try {
			at += writeSync(STDOUT, bytes, at);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EPIPE') return false;
			if (code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
	return true;
}

/** Text in, sanitised text to stdout: stdin, or the files one after the other. */
function filter(paths: readonly string[], flags: Flags, { section, allowed }: SanitizeSettings): readonly AuditLine[] {
	const engine = createEngine({ isCanonical: flags['canonical'] === true, extra: readUserRules(section).rules });
	const options = { isNumbered: flags['numbered'] === true, allowed: new Set(allowed) };
	let isRead = true;
	const sources = paths.length === 0 ? ['-'] : paths;
	return sources.map((source): AuditLine => {
		const sanitiser = new Sanitiser(
			engine,
			(bytes) => {
				isRead &&= writeOut(bytes);
			},
			options,
		);
		const take = (bytes: Uint8Array): boolean => {
			sanitiser.push(bytes);
			return isRead;
		};
		const problem = source === '-' ? readStdin(take) : readFile(source, take);
		sanitiser.end();
		return { source, outcome: problem ?? countsOf(sanitiser) };
	});
}

async function onFiles(order: Order, paths: readonly string[]): Promise<readonly AuditLine[]> {
	const outcomes = await runJob(order, paths);
	return paths.map((source, index) => ({ source, outcome: outcomes[index] as Outcome }));
}

function checkFlags(flags: Flags, paths: readonly string[]): void {
	if (flags['in-place'] && flags['check']) {
		throw new UserError('--in-place and --check exclude each other', 'See: murmur8 sanitize --help');
	}
	if ((flags['in-place'] || flags['rules']) && paths.includes('-')) {
		throw new UserError('"-" is stdin, which can’t be changed in place', 'Name files, or read from stdin without it.');
	}
	if (flags['in-place'] && paths.length === 0) {
		throw new UserError('--in-place needs files', 'murmur8 sanitize --in-place build.log');
	}
}

/** What `--check` says of stdin. */
function checkStdin(flags: Flags, { section, allowed }: SanitizeSettings): AuditLine {
	const engine = createEngine({ isCanonical: flags['canonical'] === true, extra: readUserRules(section).rules });
	const sanitiser = new Sanitiser(engine, () => {}, { allowed: new Set(allowed) });
	const problem = readStdin((bytes) => {
		sanitiser.push(bytes);
		return true;
	});
	sanitiser.end();
	return { source: '-', outcome: problem ?? countsOf(sanitiser) };
}

function work(paths: readonly string[], flags: Flags, settings: SanitizeSettings): Promise<readonly AuditLine[]> {
	const mode = flags['in-place'] ? 'in-place' : 'check';
	if (!flags['in-place'] && !flags['check']) return Promise.resolve(filter(paths, flags, settings));
	if (paths.length === 0 || paths.includes('-')) return Promise.resolve([checkStdin(flags, settings)]);
	const { section, allowed } = settings;
	const isCanonical = flags['canonical'] === true;
	const isNumbered = flags['numbered'] === true;
	return onFiles({ mode, isCanonical, isNumbered, section, allowed }, paths);
}

function report(lines: readonly AuditLine[], flags: Flags, context: Context): number {
	const isQuiet = flags['in-place'] || flags['check'];
	if (flags['json']) (isQuiet ? context.print : context.warn)(auditJson(lines));
	else for (const line of lines) context.warn(auditText(line));
	if (lines.some(({ outcome }) => outcome.kind === 'unreadable')) {
		if (flags['json']) for (const line of lines) if (line.outcome.kind === 'unreadable') context.warn(auditText(line));
		return EXIT_FAILED;
	}
	return flags['check'] && lines.some(hasFinds) ? EXIT_FINDS : 0;
}

/** `sanitize`: a filter, or files in place. */
export const sanitize: Handler = async ({ positionals, flags }, context) => {
	checkFlags(flags, positionals);
	const settings = readSanitizeSettings(context);
	if (settings.hasInertValues) {
		context.warn('murmur8: values that telemetry-config.json allows are replaced until it is trusted');
	}
	if (flags['rules']) {
		const extra = readUserRules(settings.section).rules;
		const rules = chosenRules({ isCanonical: flags['canonical'] === true, extra });
		context.print(renderRules(rules, flags['json'] === true));
		return 0;
	}
	return report(await work(positionals, flags, settings), flags, context);
};
