import { formatAge, formatDuration } from '../core/format.ts';
import type { Severity } from '../core/metrics/labels.ts';
import { formatDollars, type Picodollars } from '../core/money.ts';
import { plural } from '../core/plural.ts';
import type { Tokens } from '../core/run.ts';
import type { RunDetails, StageFeedback } from '../core/run-details.ts';
import type { RunFailure } from '../core/run-failure.ts';
import type { Header } from '../core/watch/dashboard.ts';
import type { DeliveryPane } from '../core/watch/delivery-pane.ts';
import type { ChurnFigures, DeliveryLine } from '../core/watch/facts.ts';
import type { FailureGroup, FailuresPane } from '../core/watch/failures-pane.ts';
import type { NowRow } from '../core/watch/now-pane.ts';
import type { RunsFigures } from '../core/watch/runs-pane.ts';
import { toCell } from './cell.ts';

/** Words that the renderers of the dashboard share. */
const SLUG_WIDTH = 40;
const STAGE_WIDTH = 24;
const REASON_WIDTH = 160;

export const slugText = (slug: string | undefined): string => toCell(slug ?? '', SLUG_WIDTH) || '(no slug)';
export const stageText = (stage: string | undefined): string => toCell(stage ?? '', STAGE_WIDTH);
export const statusText = (status: string | undefined): string => toCell(status ?? '', STAGE_WIDTH) || 'unknown';
export const reasonText = (reason: string): string => toCell(reason, REASON_WIDTH);

/** `842`, `12.4k`, `1.2M`. */
export function countText(count: number): string {
	if (count < 1_000) return `${Math.round(count)}`;
	// What would round to 1000.0k is a million.
	return count < 999_950 ? `${(count / 1_000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

/** `12.4k tok` */
export const tokensText = (tokens: Tokens | undefined): string =>
	tokens ? `${countText(tokens.input + tokens.output)} tok` : '';

export const costText = (cost: Picodollars | undefined): string => (cost === undefined ? '' : formatDollars(cost));
export const durationText = (ms: number | undefined): string => (ms === undefined ? '' : formatDuration(ms));
export const ageText = (atMs: number | undefined, nowMs: number): string =>
	atMs === undefined ? '' : formatAge(atMs, nowMs);
export const percentText = (share: number): string => `${Math.round(share * 100)} %`;

export const HEADER_WORDS: Readonly<Record<Header['state'], string>> = {
	live: 'live',
	stale: 'STALE',
	demo: 'DEMO (seeded data)',
};

/** `queue 0`, or `queue 2, 1 rejected`. */
export const queueText = ({ queued, rejected }: Header): string =>
	`queue ${queued}${rejected > 0 ? `, ${rejected} rejected` : ''}`;

/** Who tells of a row, where that is not our own journal in the main worktree. */
export function sourceText({ source, worktree }: NowRow): string {
	const place = worktree === undefined ? '' : `worktree ${toCell(worktree, STAGE_WIDTH)}`;
	if (source === 'queue') return 'pipeline queue';
	return source === 'worktree' ? place || 'murmuration' : place;
}

const STATE_WORDS: Readonly<Record<NowRow['state'], string>> = {
	running: '',
	waiting: 'waits',
	merging: 'merging',
	conflict: 'merge conflict',
	lost: 'its worktree is gone',
};

/** Longer than any stage takes without a word. */
const QUIET_MS = 30 * 60_000;

/** What is unusual about a row. */
export function remarkText({ state, quietMs }: NowRow): string {
	if (state !== 'running' || quietMs === undefined || quietMs < QUIET_MS) return STATE_WORDS[state];
	return `nothing heard for ${formatDuration(quietMs)}`;
}

/** `24 runs  ✓ 88 %  p50 8:12  avg $0.08`, in parts. */
export function figuresTexts({ runs, successRate, medianMs, averageCost }: RunsFigures): readonly string[] {
	return [
		plural(runs, 'run'),
		...(successRate === undefined ? [] : [`✓ ${percentText(successRate)}`]),
		...(medianMs === undefined ? [] : [`p50 ${formatDuration(medianMs)}`]),
		...(averageCost === undefined ? [] : [`avg ${formatDollars(averageCost)}`]),
	];
}

export const BASIS_WORDS: Readonly<Record<FailuresPane['basis'], string>> = {
	'failed-stage': 'by failed stage',
	fingerprint: 'by fingerprint',
};

/** `+2 new −1 5 same`; '' where nothing was compared. */
export const churnText = (churn: ChurnFigures | undefined): string =>
	churn ? `+${churn.new} new −${churn.resolved} ${churn.unchanged} same` : '';

const SEVERITY_GLYPHS: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', info: '·' };

/** `7.2 ✗ TypeError at parse`; a stage without its figure. */
export function failureName({ title, score, severity }: FailureGroup): string {
	const name = reasonText(title);
	return score === undefined ? `✗ ${name}` : `${score.toFixed(1)} ${SEVERITY_GLYPHS[severity ?? 'info']} ${name}`;
}

/** `! TypeError at parse  ×2  nigel-tests  new  @acme/api`, then its sample. */
export function runFailureTexts({
	title,
	severity,
	count,
	stage,
	isNew,
	owner,
	sample,
}: RunFailure): readonly string[] {
	const known = isNew === undefined ? '' : isNew ? 'new' : 'seen before';
	const parts = [
		`${SEVERITY_GLYPHS[severity]} ${reasonText(title)}`,
		`×${count}`,
		stageText(stage),
		known,
		owner === undefined ? '' : reasonText(owner),
	];
	return [parts.filter((part) => part !== '').join('  '), ...sampleTexts(sample).map((line) => `    ${line}`)];
}

/** So much of a sample is shown; a report has all of it. */
const SAMPLE_LINES = 12;
const SAMPLE_WIDTH = 200;

/** The beginning of a sample, its indentation kept. */
export function sampleTexts(sample: string): readonly string[] {
	const lines = sample.split('\n');
	const shown = lines
		.slice(0, SAMPLE_LINES)
		.map((line) => `${/^ {0,8}/.exec(line)?.[0] ?? ''}${toCell(line, SAMPLE_WIDTH)}`);
	return lines.length > SAMPLE_LINES ? [...shown, `… ${plural(lines.length - SAMPLE_LINES, 'more line')}`] : shown;
}

const code = ({ statusCode }: { readonly statusCode?: number | undefined }) =>
	statusCode === undefined ? '' : `${statusCode}, `;

/** `delivered 2 min ago (201, 184 ms)` */
export function deliveryLineText(line: DeliveryLine, nowMs: number): string {
	const words = `${line.result} ${formatAge(line.atMs, nowMs)} (${code(line)}${line.durationMs} ms)`;
	return line.reason === undefined ? words : `${words}: ${reasonText(line.reason)}`;
}

/** Where the event of a run is, while it is somewhere. */
export const EVENT_WORDS: Readonly<Record<NonNullable<RunDetails['event']>, string>> = {
	waiting: 'waits in the outbox',
	rejected: 'rejected; see: murmur8 outbox',
};
export const NO_EVENT_WORDS = 'no event of it was queued here';

/** `4 of 5, proceed` */
export function feedbackText({ rating, recommendation }: StageFeedback): string {
	const words = [rating === undefined ? undefined : `${rating} of 5`, recommendation];
	return words.filter((word) => word !== undefined).join(', ') || 'no rating';
}

/** The state of delivery in lines. */
export function deliveryTexts(pane: DeliveryPane, nowMs: number): readonly string[] {
	const { state, reason, last, lastDelivered, waiting, rejected, dropped } = pane;
	if (state === 'off') {
		return [`off: nothing leaves this machine${waiting > 0 ? `; ${plural(waiting, 'event')} held back` : ''}`];
	}
	return [
		...(state === 'inactive' ? [`not sent: ${reasonText(reason ?? '')}`] : []),
		...(last ? [`${last.result === 'delivered' ? '✓' : '✗'} ${deliveryLineText(last, nowMs)}`] : []),
		...(lastDelivered && lastDelivered !== last ? [`  before that ${deliveryLineText(lastDelivered, nowMs)}`] : []),
		`outbox ${waiting}   rejected ${rejected.length}${dropped > 0 ? `   dropped ${dropped}` : ''}`,
		...rejected.map(
			({ slug, atMs, statusCode, reason: words }) =>
				`✗ ${slugText(slug)} rejected ${formatAge(atMs, nowMs)}: ${code({ statusCode })}${reasonText(words)}`,
		),
	];
}
