import { isGlobMatch, type Segment } from './glob.ts';
import type { PathPattern } from './path-pattern.ts';

/** Texts at one end of a segment, found by their lengths: as many look-ups as there are lengths. */
class EndTexts {
	readonly #nodes = new Map<string, Node>();
	readonly #lengths: number[] = [];
	readonly #isSuffix: boolean;

	constructor(isSuffix: boolean) {
		this.#isSuffix = isSuffix;
	}

	at(text: string): Node {
		const known = this.#nodes.get(text);
		if (known) return known;
		const node = new Node();
		this.#nodes.set(text, node);
		if (!this.#lengths.includes(text.length)) this.#lengths.push(text.length);
		return node;
	}

	visit(segment: string, visit: (node: Node) => void): void {
		for (const length of this.#lengths) {
			if (length > segment.length) continue;
			const text = this.#isSuffix ? segment.slice(segment.length - length) : segment.slice(0, length);
			const node = this.#nodes.get(text);
			if (node) visit(node);
		}
	}
}

class Node {
	readonly literals = new Map<string, Node>();
	suffixes: EndTexts | undefined;
	prefixes: EndTexts | undefined;
	readonly globs = new Map<string, { readonly codes: Int32Array; readonly least: number; readonly node: Node }>();
	/** What stands behind any number of folders. */
	deep: Node | undefined;
	isDeep = false;
	/** Rules that match the path that ends here, and paths that go on. */
	readonly exact: number[] = [];
	readonly below: number[] = [];
	/** The look-up that has been here. */
	seenBy = 0;

	child(segment: Segment | 'deep'): Node {
		if (segment === 'deep') {
			this.deep ??= Object.assign(new Node(), { isDeep: true });
			return this.deep;
		}
		if (segment.kind === 'suffix') {
			this.suffixes ??= new EndTexts(true);
			return this.suffixes.at(segment.text);
		}
		if (segment.kind === 'prefix') {
			this.prefixes ??= new EndTexts(false);
			return this.prefixes.at(segment.text);
		}
		if (segment.kind === 'glob') {
			const key = segment.codes.join(' ');
			const glob = this.globs.get(key) ?? { codes: segment.codes, least: segment.least, node: new Node() };
			this.globs.set(key, glob);
			return glob.node;
		}
		const node = this.literals.get(segment.text) ?? new Node();
		this.literals.set(segment.text, node);
		return node;
	}
}

/**
 * Patterns by their segments. A look-up follows the segments of a path through all branches at once and is at each node
 * at most once a segment, so that no pattern makes it slow.
 */
export class PathTrie {
	readonly #root = new Node();
	#lookUps = 0;

	add({ segments, isExact, isBelow }: PathPattern, rule: number): void {
		if (!isExact && !isBelow) return;
		let node = this.#root;
		for (const segment of segments) node = node.child(segment);
		if (isExact) node.exact.push(rule);
		if (isBelow) node.below.push(rule);
	}

	/** Calls `report` with the rules that match, in no order, some maybe twice. @param path with `/` between segments */
	match(path: string, report: (rules: readonly number[]) => void): void {
		const segments = path.split('/');
		let active: Node[] = [this.#root];
		let next: Node[] = [];
		if (this.#root.deep) active.push(this.#root.deep);
		if (this.#root.below.length > 0) report(this.#root.below);
		for (const [index, segment] of segments.entries()) {
			const isLast = index === segments.length - 1;
			const mark = ++this.#lookUps;
			next = [];
			const activate = (node: Node): void => {
				if (node.seenBy === mark) return;
				node.seenBy = mark;
				next.push(node);
			};
			const reach = (node: Node): void => {
				if (node.seenBy === mark) return;
				const rules = isLast ? node.exact : node.below;
				if (rules.length > 0) report(rules);
				activate(node);
				// Any number of folders may be none.
				if (node.deep) activate(node.deep);
			};
			for (const node of active) {
				if (node.isDeep) activate(node);
				const literal = node.literals.get(segment);
				if (literal) reach(literal);
				node.suffixes?.visit(segment, reach);
				node.prefixes?.visit(segment, reach);
				for (const { codes, least, node: child } of node.globs.values()) {
					if (isGlobMatch(codes, least, segment)) reach(child);
				}
			}
			active = next;
			if (active.length === 0) return;
		}
	}
}
