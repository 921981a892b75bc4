import { PathNode } from './path-node.ts';
import type { PathPattern } from './path-pattern.ts';

/**
 * Patterns by their segments. A look-up follows the segments of a path through all branches at once and is at each node
 * at most once a segment, so that no pattern makes it slow.
 */
export class PathTrie {
	readonly #root = new PathNode();
	#steps = 0;
	#active: PathNode[] = [];
	#next: PathNode[] = [];
	readonly #reached: PathNode[] = [];

	/** @param rule larger than those before */
	add({ segments, isExact, isBelow }: PathPattern, rule: number): void {
		if (!isExact && !isBelow) return;
		let node = this.#root;
		node.last = rule;
		for (const segment of segments) {
			node = node.child(segment);
			node.last = rule;
		}
		if (isExact) node.exact.push(rule);
		if (isBelow) node.below.push(rule);
	}

	/**
	 * Calls `report` with the rules that match.
	 * @param path with `/` between segments
	 * @param report takes some of the rules, in their order, and gives the rule up to which no other is of interest
	 */
	match(path: string, report: (rules: readonly number[]) => number): void {
		const reached = this.#reached;
		this.#active.length = 0;
		this.#next.length = 0;
		this.#steps++;
		let floor = this.#root.below.length > 0 ? report(this.#root.below) : -1;
		this.#activate(this.#root, floor);
		for (let from = 0; from <= path.length && this.#next.length > 0; ) {
			[this.#active, this.#next] = [this.#next, this.#active];
			this.#next.length = 0;
			this.#steps++;
			const slash = path.indexOf('/', from);
			const segment = slash < 0 ? path.slice(from) : path.slice(from, slash);
			for (const node of this.#active) {
				if (node.isDeep) this.#activate(node, floor);
				reached.length = 0;
				node.follow(segment, reached);
				for (const child of reached) {
					const rules = slash < 0 ? child.exact : child.below;
					if (rules.length > 0) floor = report(rules);
					this.#activate(child, floor);
				}
			}
			from = slash < 0 ? path.length + 1 : slash + 1;
		}
	}

	/** Goes on from a node in the next step, and from behind any number of folders, which may be none. */
	#activate(node: PathNode, floor: number): void {
		if (node.seenAt === this.#steps || node.last <= floor) return;
		node.seenAt = this.#steps;
		this.#next.push(node);
		if (node.deep) this.#activate(node.deep, floor);
	}
}
