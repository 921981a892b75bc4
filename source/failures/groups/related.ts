import type { GroupTotals } from './rollup.ts';

/** More would make a list of a list. */
const MOST_RELATED = 10;
/** Of the calls of an error, those whose neighbourhood makes two errors kin. */
const LOOKED_AT = 3;

/**
 * What groups of one cluster have in common: the class and two neighbouring calls, so that one call that was renamed or
 * put in between does not part them; where an error has but one call, that one.
 */
function kinKeys({ className, message, frames }: GroupTotals): readonly string[] {
	const [first] = frames;
	if (first === undefined) return [JSON.stringify([className, message])];
	if (frames.length === 1) return [JSON.stringify([className, first])];
	return frames
		.slice(0, LOOKED_AT)
		.flatMap((frame, index) => (index === 0 ? [] : [JSON.stringify([className, frames[index - 1], frame])]));
}

/** Sets that grow together. */
class Clusters {
	readonly #parent = new Map<string, string>();

	root(member: string): string {
		let root = member;
		for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root)) root = next;
		// Shortens the way for the next time.
		for (let at = member; at !== root; ) {
			const next = this.#parent.get(at) ?? root;
			this.#parent.set(at, root);
			at = next;
		}
		return root;
	}

	join(one: string, other: string): void {
		const [from, to] = [this.root(one), this.root(other)];
		if (from !== to) this.#parent.set(from, to);
	}
}

/** Fingerprint → those of the other groups of its cluster, in order; groups without kin are not listed. */
export function relatedGroups(groups: readonly GroupTotals[]): ReadonlyMap<string, readonly string[]> {
	const clusters = new Clusters();
	const firstWith = new Map<string, string>();
	for (const group of groups) {
		for (const key of kinKeys(group)) {
			const first = firstWith.get(key);
			if (first === undefined) firstWith.set(key, group.fingerprint);
			else clusters.join(group.fingerprint, first);
		}
	}
	const members = Map.groupBy(groups, ({ fingerprint }) => clusters.root(fingerprint));
	const related = new Map<string, readonly string[]>();
	for (const cluster of members.values()) {
		if (cluster.length < 2) continue;
		const prints = cluster.map(({ fingerprint }) => fingerprint).toSorted();
		for (const [index, print] of prints.entries()) {
			// One more than is shown, so that what is left of them is the same however many there are.
			const others = prints.slice(0, MOST_RELATED + 1).filter((other) => other !== print);
			related.set(print, index <= MOST_RELATED ? others : others.slice(0, MOST_RELATED));
		}
	}
	return related;
}
