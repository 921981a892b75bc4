import { join } from 'node:path';
import { monotonicMs, nowMs } from '../../adapters/clock.ts';
import { localDateTime, parseTime } from '../../adapters/local-time.ts';
import { watchFiles } from '../../adapters/watching/watch-files.ts';
import { entryTimeMs } from '../../core/entry-identity.ts';
import { errorText } from '../../core/error-text.ts';
import { NEWEST_FIRST, type Order, SORT_COLUMNS } from '../../core/history/order.ts';
import { readHistoryRow } from '../../core/history/row.ts';
import { computeInsights } from '../../core/insights/insights.ts';
import { measureEntry } from '../../core/metrics/measured-entry.ts';
import { toTerminalText } from '../../core/terminal-text.ts';
import { identityOf } from '../../store/history.ts';
import { readItem } from '../../store/history-items.ts';
import { historyPath } from '../../store/published/changes.ts';
import type { RunningScreen } from '../../ui/run/run-screen.tsx';
import type { HistoryEvent, HistoryIntent, HistoryStart, ShownInsights } from '../../ui/screens/history/model.ts';
import type { Theme } from '../../ui/theme/themes.ts';
import { type DetailsSource, readRunDetails } from '../run-details/read.ts';
import { scheduler, showScreen } from '../screen/run.ts';
import { type Context, type Flags, isUserError } from '../spec.ts';
import { type OpenedHistory, openHistory, takeOverPublished } from './access.ts';
import { toText, writeOutput } from './export.ts';
import { createHistoryFeed, type FeedState, firstPage, recordsOf } from './feed.ts';

type Running = RunningScreen<HistoryEvent>;

const NOT_EXPORTED = 'demonstration data are not exported';

const messageOf = (error: unknown) => toTerminalText(errorText(error));

function findEntry({ database, history }: OpenedHistory, identity: string): unknown {
	if (database) return readItem(database, identity)?.entry;
	return history.list().find((entry) => identityOf(entry) === identity);
}

function detailsSource(opened: OpenedHistory): DetailsSource {
	const { database, source } = opened;
	return {
		database,
		isSeeded: source === 'seeded',
		entryOf: (identity) => {
			if (database) return readItem(database, identity);
			const entry = findEntry(opened, identity);
			return entry === undefined ? undefined : { entry, isOwn: false };
		},
	};
}

/** So many runs, the first that are shown: reading them holds up no key for long. */
const MOST_MEASURED = 1_000;

function insightsOf(opened: OpenedHistory, identities: readonly string[]): ShownInsights {
	const { database, history } = opened;
	const published = database ? undefined : new Map(history.list().map((entry) => [identityOf(entry), entry]));
	const measured = identities.slice(0, MOST_MEASURED).flatMap((identity) => {
		const entry = database ? readItem(database, identity)?.entry : published?.get(identity);
		return measureEntry(entry, identity, entryTimeMs(entry, parseTime) ?? 0, parseTime) ?? [];
	});
	const omitted = Math.max(0, identities.length - MOST_MEASURED);
	return { insights: computeInsights(measured), formatTime: localDateTime, omitted };
}

/** `murmur8-history-20260102-030405.csv`, in the folder that the program was started in. */
const exportPath = (cwd: string) =>
	join(cwd, `murmur8-history-${localDateTime(nowMs()).replaceAll(/[-:]/g, '').replace(' ', '-')}.csv`);

function exportRuns(opened: OpenedHistory, identities: readonly string[], cwd: string, running: Running): void {
	const path = exportPath(cwd);
	const entries = identities.map((identity) => findEntry(opened, identity)).filter((entry) => entry !== undefined);
	const selected = entries.map((entry) => ({ entry, row: readHistoryRow(entry, parseTime) }));
	try {
		writeOutput(path, toText(selected, 'csv', { warn: () => {} }));
		running.notify(`wrote ${selected.length} runs to ${toTerminalText(path)}`, 'good');
	} catch (error) {
		running.notify(isUserError(error) ? `${error.message}: ${error.hint}` : messageOf(error), 'bad');
	}
}

/** What is drawn first. */
function firstState({ database, history }: OpenedHistory): FeedState {
	if (database) return firstPage(database);
	const records = recordsOf(history.list());
	return { records, total: records.length, isLoading: false };
}

/** Nothing may be written beside a screen but the screen. */
const quiet = (context: Context): Context => ({ ...context, warn: () => {}, debug: () => {} });

/** After what was read is on the screen; how long one step takes at most, and between two, so that a key comes in. */
const PREPARE_MS = { first: 300, step: 8, next: 30 };

/** As the runs are kept needs no preparing. */
const ORDERS: readonly Order[] = SORT_COLUMNS.flatMap((column) =>
	[true, false].map((isDescending) => ({ column, isDescending })),
).filter(({ column, isDescending }) => column !== NEWEST_FIRST.column || isDescending !== NEWEST_FIRST.isDescending);

type PrepareOrder = (records: FeedState['records'], order: Order) => boolean;

/** Makes ready to sort by any column while nobody asks for it. @returns what calls it off */
function prepareOrders(records: FeedState['records'], prepareOrder: PrepareOrder): () => void {
	const orders = [...ORDERS];
	let cancel = scheduler.after(PREPARE_MS.first, function step() {
		const until = monotonicMs() + PREPARE_MS.step;
		while (orders[0] && monotonicMs() < until) if (!prepareOrder(records, orders[0])) orders.shift();
		if (orders.length > 0) cancel = scheduler.after(PREPARE_MS.next, step);
	});
	return () => cancel();
}

/** Keeps a screen up to date with the database and the published file. @returns what ends it, and what reads anew */
function follow(
	opened: OpenedHistory,
	first: FeedState,
	context: Context,
	running: Running,
	prepareOrder: PrepareOrder,
) {
	const { database, project } = opened;
	let known = first.total;
	let endPreparing: (() => void) | undefined;
	const publish = (state: FeedState) => {
		// Once, for all that there was: what comes later costs a key a few milliseconds, here it would cost them always.
		if (!state.isLoading) endPreparing ??= prepareOrders(state.records, prepareOrder);
		const news = Math.max(0, state.total - known);
		known = state.total;
		running.push({ event: { kind: 'records', ...state }, topic: 'records', news });
	};
	if (!database) {
		return { read: () => publish(first), stop: () => {} };
	}
	const feed = createHistoryFeed(database, publish, (work, ms) => scheduler.after(ms, work));
	let isStale = false;
	const failed = (error: unknown) => {
		isStale = true;
		running.push({ event: { kind: 'problem', text: messageOf(error) } });
	};
	const read = (isWhole: boolean) => {
		takeOverPublished(database, project, quiet(context))
			.then(() => {
				feed.read(isWhole || isStale);
				isStale = false;
			})
			.catch(failed);
	};
	const files = [project.databasePath, `${project.databasePath}-wal`, historyPath(project)];
	const watched = watchFiles(
		project.dataRoot,
		files.map((path) => ({ path, kind: 'file' })),
		() => read(false),
	);
	// After what is there already has been drawn.
	const cancel = scheduler.after(0, () => feed.read(true));
	return {
		read: () => read(true),
		stop: () => {
			cancel();
			endPreparing?.();
			watched.close();
			feed.stop();
		},
	};
}

/** The history as a screen. @param start what of it is shown first @returns the exit code */
export async function showHistoryScreen(
	flags: Flags,
	context: Context,
	theme: Theme,
	start: HistoryStart,
): Promise<number> {
	const opened = await openHistory(flags, context);
	const { name, source } = opened;
	const place = { project: opened.project, context: quiet(context) };
	let refresh = () => {};
	const showDetails = (identity: string, running: Running) =>
		readRunDetails(detailsSource(opened), identity, place).then(
			(details) => running.push({ event: { kind: 'details', identity, details } }),
			(error: unknown) => running.notify(messageOf(error), 'bad'),
		);
	try {
		const first = firstState(opened);
		return await showScreen(context, theme, async () => {
			const [{ createHistoryScreen }, { historyState, prepareOrder }] = await Promise.all([
				import('../../ui/screens/history/screen.tsx'),
				import('../../ui/screens/history/model.ts'),
			]);
			return {
				screen: createHistoryScreen(name, source),
				initial: historyState({ ...start, ...first }),
				theme,
				project: name,
				start: (running: Running) => {
					const followed = follow(opened, first, context, running, prepareOrder);
					refresh = followed.read;
					return followed.stop;
				},
				onIntent: (intent: HistoryIntent, running: Running) => {
					if (intent.kind === 'refresh') refresh();
					else if (intent.kind === 'export' && source === 'seeded') running.notify(NOT_EXPORTED, 'bad');
					else if (intent.kind === 'export') exportRuns(opened, intent.identities, context.cwd, running);
					else if (intent.kind === 'insights') {
						running.push({ event: { kind: 'insights', insights: insightsOf(opened, intent.identities) } });
					} else {
						showDetails(intent.identity, running);
					}
				},
			};
		});
	} finally {
		opened.close();
	}
}
