import type { ServedView } from '../core/api/view.ts';

/** Unchanged snapshots and runs are the same objects from one look to the next. */
const areSame = (one: readonly unknown[], other: readonly unknown[]) =>
	one === other || (one.length === other.length && one.every((item, index) => item === other[index]));

const rest = ({ audience, source, areRunsTruncated, runsInProgress, delivery, config }: ServedView) =>
	JSON.stringify([audience, source, areRunsTruncated, runsInProgress.map(({ entry }) => entry), delivery, config]);

/** Whether nobody can see a difference: what changed of the withheld must not be told by the telling. */
export const isSameView = (one: ServedView, other: ServedView): boolean =>
	areSame(one.live.snapshots, other.live.snapshots) && areSame(one.runs, other.runs) && rest(one) === rest(other);
