import type { LiveSource, ProjectedState } from '../live/state.ts';
import type { Totals } from '../metrics/series.ts';
import type { Audience } from '../privacy/audience.ts';
import { isPermitted } from '../privacy/field.ts';
import type { Projected } from '../privacy/project.ts';
import type { ServedConfig } from './config.ts';
import type { ServedDelivery } from './delivery.ts';
import type { ServedRun } from './served-run.ts';

/**
 * A project as somebody else may see it, of one moment. Everything in it is projected: what is made of it may be
 * filtered, counted and paged without telling what is withheld.
 */
export interface ServedView {
	readonly audience: Audience;
	readonly source: LiveSource;
	readonly live: ProjectedState;
	/** Newest first. */
	readonly runs: readonly ServedRun[];
	/** There are older ones that are not looked at. */
	readonly areRunsTruncated: boolean;
	readonly runsInProgress: readonly ServedRun[];
	readonly totals: Projected<Totals> | undefined;
	/** Undefined where it is withheld. */
	readonly delivery: ServedDelivery | undefined;
	readonly config: ServedConfig;
}

const CLASSES = ['user', 'operator'] as const;

/** Classes of data that an audience withholds. */
export type WithheldClass = (typeof CLASSES)[number];

const withheldFrom = (audience: Audience): readonly WithheldClass[] =>
	CLASSES.filter((dataClass) => !isPermitted({ class: dataClass }, audience));

/** What every answer begins with. */
export interface AnswerHead {
	readonly source: LiveSource;
	readonly withheld: readonly WithheldClass[];
}

export const headOf = ({ source, audience }: Pick<ServedView, 'source' | 'audience'>): AnswerHead => ({
	source,
	withheld: withheldFrom(audience),
});
