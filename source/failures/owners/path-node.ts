import { EndTexts } from './end-texts.ts';
import { isGlobMatch, type Segment } from './glob.ts';

interface Glob {
	readonly codes: Int32Array;
	readonly least: number;
	readonly node: PathNode;
}

const newNode = (): PathNode => new PathNode();

/** A place in the trie of patterns: what segments lead on from here, and which rules end here. */
export class PathNode {
	readonly #literals = new Map<string, PathNode>();
	#suffixes: EndTexts<PathNode> | undefined;
	#prefixes: EndTexts<PathNode> | undefined;
	/** By the text before their first wildcard. */
	#globs: EndTexts<Map<string, Glob>> | undefined;
	readonly #found: Map<string, Glob>[] = [];
	/** What stands behind any number of folders. */
	deep: PathNode | undefined;
	/** Whether it is such: it holds on over folders. */
	isDeep = false;
	/** Rules that match the path that ends here, and paths that go on; in their order. */
	readonly exact: number[] = [];
	readonly below: number[] = [];
	/** The last rule that ends here or further on. */
	last = -1;
	/** The step of a look-up that has been here. */
	seenAt = 0;

	/** The node to which a segment leads; made if need be. */
	child(segment: Segment | 'deep'): PathNode {
		if (segment === 'deep') {
			if (!this.deep) {
				this.deep = new PathNode();
				this.deep.isDeep = true;
			}
			return this.deep;
		}
		if (segment.kind === 'suffix') {
			this.#suffixes ??= new EndTexts(true);
			return this.#suffixes.at(segment.text, newNode);
		}
		if (segment.kind === 'prefix') {
			this.#prefixes ??= new EndTexts(false);
			return this.#prefixes.at(segment.text, newNode);
		}
		if (segment.kind === 'glob') return this.#glob(segment.start, segment.codes, segment.least);
		const node = this.#literals.get(segment.text) ?? new PathNode();
		this.#literals.set(segment.text, node);
		return node;
	}

	/** Adds the nodes to which a segment of a path leads to `into`. */
	follow(segment: string, into: PathNode[]): void {
		const literal = this.#literals.get(segment);
		if (literal) into.push(literal);
		this.#suffixes?.find(segment, into);
		this.#prefixes?.find(segment, into);
		if (!this.#globs) return;
		this.#found.length = 0;
		this.#globs.find(segment, this.#found);
		for (const globs of this.#found) {
			for (const { codes, least, node } of globs.values()) if (isGlobMatch(codes, least, segment)) into.push(node);
		}
	}

	#glob(start: string, codes: Int32Array, least: number): PathNode {
		this.#globs ??= new EndTexts(false);
		const globs = this.#globs.at(start, () => new Map());
		const key = codes.join(' ');
		const glob = globs.get(key) ?? { codes, least, node: new PathNode() };
		globs.set(key, glob);
		return glob.node;
	}
}
