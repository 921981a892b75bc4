import { nowMs, toIso } from '../../adapters/clock.ts';
import { errorText } from '../../core/error-text.ts';
import { formatAge } from '../../core/format.ts';
import { sinkOrder } from '../../core/settings/delivery-mode.ts';
import { shownSink } from '../../core/settings/shown.ts';
import { resolveHeaders } from '../../core/settings/sink-headers.ts';
import type { SinkSettings } from '../../core/settings/sinks.ts';
import { sinkText } from '../../core/telemetry-text.ts';
import { toPrintableLine } from '../../core/text.ts';
import { renderTable } from '../../render/table.ts';
import { createSink } from '../../sinks/create.ts';
import { openExistingDatabase } from '../../store/database.ts';
import { listSinkResults, type SinkResult } from '../../store/sinks.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings, reportProblems, USER_AGENT } from '../workplace.ts';

/** A check is made while somebody waits for it. */
const LONGEST_CHECK_MS = 5_000;

interface Check {
	readonly isOk: boolean;
	readonly said: string;
}

/** A configured sink, and how it has been doing. */
interface SinkRow {
	readonly name: string;
	readonly settings: SinkSettings;
	readonly result: SinkResult | undefined;
	readonly check: Check | undefined;
}

async function checkSink(settings: SinkSettings, root: string, context: Context): Promise<Check> {
	const endMs = performance.now() + LONGEST_CHECK_MS;
	const [resolved = settings] = resolveHeaders([settings], context.environment);
	try {
		const sink = await createSink(resolved, { root, userAgent: USER_AGENT, printError: context.warn });
		return { isOk: true, said: await sink.check(() => endMs - performance.now()) };
	} catch (error) {
		return { isOk: false, said: toPrintableLine(errorText(error)) };
	}
}

function readResults(databasePath: string): readonly SinkResult[] {
	const database = openExistingDatabase(databasePath);
	try {
		return database ? listSinkResults(database) : [];
	} finally {
		database?.close();
	}
}

function resultText(result: SinkResult | undefined, now: number): string {
	if (!result) return 'nothing sent yet';
	const { sent, failed, lastAtMs, lastError } = result;
	const failures = failed === 0 ? '' : `, failed ${failed}`;
	const error = lastError === undefined ? '' : `: ${toPrintableLine(lastError)}`;
	return `sent ${sent}${failures}, last ${formatAge(lastAtMs, now)}${error}`;
}

const rowJson = ({ name, settings, result, check }: SinkRow) => ({
	sink: name,
	settings: shownSink(settings),
	sent: result?.sent ?? 0,
	failed: result?.failed ?? 0,
	lastAt: result && toIso(result.lastAtMs),
	lastError: result?.lastError,
	check,
});

function toText(rows: readonly SinkRow[], now: number): string {
	const lines = rows.map(({ name, settings, result, check }) => [
		name.split(' ')[0] ?? '',
		toPrintableLine(sinkText(settings), 1_000),
		resultText(result, now),
		...(check ? [`${check.isOk ? 'ok' : 'FAILED'}: ${check.said}`] : []),
	]);
	return rows.length === 0 ? 'No sink is configured; see: murmur8 telemetry-config set --help' : renderTable(lines);
}

/** `telemetry sinks`: what is configured and how it does; with `--check` each is connected to once. */
export const telemetrySinks: Handler = async ({ flags }, context) => {
	const project = findProject(context);
	const settings = loadSettings(project, context.environment);
	const { sinks, audience } = settings.values;
	if (flags['check'] && sinks.length > 0 && !sinkOrder(settings)) {
		const reason = audience === 'off' ? 'audience is off' : (settings.problems[0]?.message ?? '');
		throw new UserError(`no sink is contacted: ${toPrintableLine(reason, 400)}`, 'See: murmur8 telemetry-config');
	}
	const results = new Map(readResults(project.databasePath).map((result) => [result.sink, result]));
	const rows = await Promise.all(
		sinks.map(async (each, index): Promise<SinkRow> => {
			const name = `${index + 1} ${each.kind}`;
			const check = flags['check'] ? await checkSink(each, project.root, context) : undefined;
			return { name, settings: each, result: results.get(name), check };
		}),
	);
	context.print(flags['json'] ? JSON.stringify({ sinks: rows.map(rowJson) }) : toText(rows, nowMs()));
	const hasFailed = rows.some(({ check }) => check?.isOk === false);
	return reportProblems(settings, context) || (hasFailed ? 1 : 0);
};
