import { type PipelineQueue, QUEUED_STAGES, type QueuedStage } from '../core/pipeline-queue.ts';
import { toPrintableLine } from '../core/text.ts';
import { toCell } from './cell.ts';

const SLUG_WIDTH = 60;
const REASON_LENGTH = 300;

const LABELS: Readonly<Record<QueuedStage, string>> = {
	alex: 'Alex: ',
	cass: 'Cass: ',
	nigel: 'Nigel:',
	codey: 'Codey:',
};

const slugOf = (slug: string) => toCell(slug, SLUG_WIDTH) || '(no slug)';
const orUnknown = (text: string | undefined) => toPrintableLine(text ?? '', REASON_LENGTH) || 'unknown';

const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);

function currentLines({ current }: PipelineQueue): readonly string[] {
	if (!current) return ['Current: (none)'];
	return [
		'Current:',
		`  ${slugOf(current.slug)} (stage: ${orUnknown(current.stage)})`,
		`  Started: ${orUnknown(current.startedAt)}`,
	];
}

/** The queue in the lines that the npm package prints, made safe to print. */
export function renderPipelineQueue(queue: PipelineQueue): string {
	const { waiting, completed, failed, lastUpdated } = queue;
	return [
		'Implement Feature Queue Status',
		'==============================',
		'',
		...currentLines(queue),
		...section(
			'Queues',
			QUEUED_STAGES.map((stage) => `  ${LABELS[stage]} ${waiting[stage].length} pending`),
		),
		...section(
			'Completed',
			completed.map(({ slug, completedAt }) => `  - ${slugOf(slug)} (${orUnknown(completedAt)})`),
		),
		...section(
			'Failed',
			failed.map(({ slug, stage, reason }) => `  - ${slugOf(slug)} at ${orUnknown(stage)}: ${orUnknown(reason)}`),
		),
		'',
		`Last updated: ${lastUpdated === undefined ? 'never' : orUnknown(lastUpdated)}`,
	].join('\n');
}
