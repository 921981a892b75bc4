import { formatDuration } from '../core/format.ts';
import { formatDollars, type Picodollars } from '../core/money.ts';
import { plural } from '../core/plural.ts';
import type { Dashboard } from '../core/watch/dashboard.ts';
import type { WatchEvent } from '../core/watch/events.ts';
import type { FailureGroup } from '../core/watch/failures-pane.ts';
import type { NowRow } from '../core/watch/now-pane.ts';
import {
	costText,
	percentText,
	reasonText,
	remarkText,
	slugText,
	sourceText,
	stageText,
	statusText,
	tokensText,
} from './watch-words.ts';

/** Time to be heard: `2 minutes 14 seconds`. */
function spokenDuration(ms: number): string {
	const seconds = Math.round(Math.max(0, ms) / 1_000);
	const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
	const parts = [
		...(hours > 0 ? [plural(hours, 'hour')] : []),
		...(minutes > 0 ? [plural(minutes, 'minute')] : []),
		...(rest > 0 || seconds === 0 ? [plural(rest, 'second')] : []),
	];
	return parts.join(' ');
}

const after = (ms: number | undefined) => (ms === undefined ? '' : ` after ${spokenDuration(ms)}`);
const costing = (cost: Picodollars | undefined) => (cost === undefined ? '' : `, ${formatDollars(cost)}`);
const inWorktree = (worktree: string | undefined) =>
	worktree === undefined ? '' : ` in worktree ${stageText(worktree)}`;

const STAGE_VERBS: ReadonlyMap<string, string> = new Map([
	['running', 'began'],
	['success', 'is done'],
	['failed', 'failed'],
	['skipped', 'was skipped'],
	['paused', 'was paused'],
	['aborted', 'was aborted'],
]);

const RUN_VERBS: ReadonlyMap<string, string> = new Map([
	['success', 'succeeded'],
	['failed', 'failed'],
	['paused', 'was paused'],
	['aborted', 'was aborted'],
	['user-aborted', 'was aborted'],
]);

const PIPELINE_VERBS: ReadonlyMap<string, string> = new Map([
	['waiting', 'waits for its turn'],
	['running', 'is at work'],
	['merging', 'is being merged'],
	['conflict', 'has a merge conflict'],
	['lost', 'has lost its worktree'],
	['over', 'is no longer in the queue'],
]);

type Sentences = { readonly [Type in WatchEvent['type']]: (event: WatchEvent & { readonly type: Type }) => string };

const SENTENCES: Sentences = {
	'run-started': ({ slug, worktree }) => `${slugText(slug)} began${inWorktree(worktree)}.`,
	stage: ({ slug, stage, status, durationMs, tokens, cost }) => {
		const verb = STAGE_VERBS.get(status) ?? `is ${statusText(status)}`;
		const used = tokens === undefined ? '' : `, ${tokensText(tokens).replace('tok', 'tokens')}`;
		return `${slugText(slug)}: ${stageText(stage)} ${verb}${after(durationMs)}${used}${costing(cost)}.`;
	},
	feedback: ({ slug, stage, rating, recommendation, issues }) => {
		const found = issues.length === 0 ? '' : `: ${issues.map(reasonText).join('; ')}`;
		return `${slugText(slug)}: feedback on ${stageText(stage)}, ${rating} of 5, ${recommendation}${found}.`;
	},
	'run-finished': ({ slug, status, stage, durationMs, cost }) => {
		const verb = RUN_VERBS.get(status ?? '') ?? `ended as ${statusText(status)}`;
		const place = stage === undefined ? '' : ` at ${stageText(stage)}`;
		return `${slugText(slug)} ${verb}${place}${after(durationMs)}${costing(cost)}.`;
	},
	pipeline: ({ slug, state, stage, worktree, source }) => {
		const place = source === 'queue' ? ' in the pipeline queue' : inWorktree(worktree);
		return `${slugText(slug)} ${PIPELINE_VERBS.get(state)}${stage === undefined ? '' : ` on ${stageText(stage)}`}${place}.`;
	},
	history: ({ added, removed }) =>
		`The history changed: ${[...(added > 0 ? [`${added} came`] : []), ...(removed > 0 ? [`${removed} went`] : [])].join(', ')}.`,
	delivery: ({ slug, runId, result, statusCode, durationMs, reason }) => {
		const words = reason === undefined ? '' : `: ${reasonText(reason)}`;
		return `Event of ${slugText(slug ?? runId)} ${result}${statusCode === undefined ? '' : `, status ${statusCode}`}, ${durationMs} ms${words}.`;
	},
	outbox: ({ waiting, rejected, dropped }) =>
		`Outbox: ${waiting} waiting, ${rejected} rejected${dropped > 0 ? `, ${dropped} dropped` : ''}.`,
	settings: ({ audience, delivery, reason }) =>
		`Audience is ${audience}, delivery ${delivery}${reason === undefined ? '' : `: ${reasonText(reason)}`}.`,
	problem: ({ message }) => `Problem: ${reasonText(message)}.`,
	'problem-solved': ({ message }) => `No longer a problem: ${reasonText(message)}.`,
};

/** One event as one sentence on one line. */
export function eventSentence(event: WatchEvent): string {
	return (SENTENCES[event.type] as (event: WatchEvent) => string)(event);
}

function nowSentence(row: NowRow): string {
	const { slug, state, stages, elapsedMs, cost } = row;
	const current = stages.find((stage) => stage.state === 'running')?.name;
	const place = sourceText(row);
	const parts = [
		state === 'running' ? `at work${current === undefined ? '' : ` on ${stageText(current)}`}` : remarkText(row),
		...(elapsedMs === undefined ? [] : [`for ${spokenDuration(elapsedMs)}`]),
	].join(' ');
	const remark = state === 'running' ? remarkText(row) : '';
	return `${slugText(slug)} is ${[parts, costText(cost), remark, place].filter((part) => part !== '').join(', ')}.`;
}

function failureSentence({ title, count, score, severity }: FailureGroup): string {
	if (score === undefined) return `${plural(count, 'run')} failed at ${stageText(title)}.`;
	return `${severity ?? 'info'}, severity ${score.toFixed(1)}: ${reasonText(title)}, ${plural(count, 'time')}.`;
}

/** What stands on the dashboard, in sentences: how the screen-reader mode begins. */
export function dashboardSentences({ header, now, runs, failures, delivery, problems }: Dashboard): readonly string[] {
	const { figures, window } = runs;
	const rate = figures.successRate === undefined ? '' : `, ${percentText(figures.successRate)} successful`;
	const median = figures.medianMs === undefined ? '' : `, median ${formatDuration(figures.medianMs)}`;
	const span = window === 'all' ? 'In all' : `In the last ${window}`;
	return [
		`murmur8, project ${slugText(header.project)}, ${header.state}, audience ${header.audience}.`,
		...(now.rows.length === 0 ? ['Nothing is in progress.'] : now.rows.map(nowSentence)),
		...now.waiting.map(({ slug }) => `${slugText(slug)} waits for its turn.`),
		`${span}: ${plural(figures.runs, 'run')}${rate}${median}.`,
		...failures.groups.map(failureSentence),
		delivery.state === 'off'
			? 'Telemetry is off, nothing leaves this machine.'
			: `Delivery is ${delivery.state}: ${delivery.waiting} waiting, ${delivery.rejected.length} rejected.`,
		...problems.map((message) => `Problem: ${reasonText(message)}.`),
	];
}
