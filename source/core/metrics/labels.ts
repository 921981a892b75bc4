import { DELIVERY_RESULTS } from '../delivery-result.ts';
import { RUN_STATUSES } from '../run.ts';
import { CANONICAL_STAGES, resolveStageName } from '../stages.ts';

/** What stands for a value that a label does not know: a log or a history must not be able to mint label values. */
const OTHER = 'other';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What can go wrong while a run is recorded, without costing the run. */
export const RECORDER_SOURCES = [
	'settings',
	'feature-id',
	'history-file',
	'queue-file',
	'sink-settings',
	'failure-log',
] as const;
export type RecorderSource = (typeof RECORDER_SOURCES)[number];

/** Every label there is, with every value that it takes. */
export const LABELS = {
	status: [...RUN_STATUSES, OTHER],
	stage: [...CANONICAL_STAGES, OTHER],
	/** Place of the stage in the pipeline, for sorting. */
	step: [...CANONICAL_STAGES.map((_name, index) => String(index + 1)), OTHER],
	direction: ['input', 'output'],
	severity: SEVERITIES,
	result: [...DELIVERY_RESULTS, OTHER],
	source: [...RECORDER_SOURCES, OTHER],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LabelName = keyof typeof LABELS;

/** Whether a label may have this value. */
export const isLabelValue = (label: LabelName, value: unknown): boolean =>
	(LABELS[label] as readonly unknown[]).includes(value);

/** The value itself where the label knows it. */
export const labelValue = (label: LabelName, value: string): string => (isLabelValue(label, value) ? value : OTHER);

const NO_NAMES: ReadonlySet<string> = new Set();

/** The canonical stage that a stage's name means, names of older pipelines included. */
export const stageLabel = (name: string): string => labelValue('stage', resolveStageName(name, NO_NAMES));

export function stepLabel(stage: string): string {
	const index = (CANONICAL_STAGES as readonly string[]).indexOf(stage);
	return index < 0 ? OTHER : String(index + 1);
}
