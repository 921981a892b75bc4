/** Who changed a file, newest first. */
export interface Committer {
	readonly name: string;
	readonly email: string;
}

/** Of each file the last so many commits count. */
const MOST_COMMITS = 3;
/** No file name is longer; of what is, the beginning is kept. */
const LONGEST_PIECE = 65_536;
/** Programs mend nothing. */
const BOT = /\[bot\]|^(?:dependabot|renovate|github-actions|web-flow)\b/i;

/** What each commit begins with, behind the mark: hash, author's name and address, each ended by a NUL. */
export const COMMIT_FORMAT = '%H%x00%aN%x00%aE';

/**
 * Reads `git log -z --name-only` piece by piece and keeps the last authors of the files asked for.
 * @param mark stands before each hash; drawn anew for each reading, so that no file name can pass for a commit
 * @param passedOver hashes of commits that show files which others changed: where a shallow clone ends
 */
export class CommitLog {
	readonly #mark: string;
	readonly #passedOver: ReadonlySet<string>;
	readonly #found: Map<string, Committer[]>;
	#missing: number;
	#rest = '';
	/** The pieces of a commit's head that have come; undefined between its files. */
	#head: string[] | undefined;
	#author: Committer | undefined;
	#isFirstFile = false;

	constructor(files: Iterable<string>, mark: string, passedOver: ReadonlySet<string> = new Set()) {
		this.#mark = mark;
		this.#passedOver = passedOver;
		this.#found = new Map(Array.from(files, (file) => [file, []]));
		this.#missing = this.#found.size;
	}

	/** Whether nothing that could still come would change anything. */
	get isComplete(): boolean {
		return this.#missing === 0;
	}

	push(text: string): void {
		const pieces = (this.#rest + text).split('\0');
		this.#rest = (pieces.pop() ?? '').slice(0, LONGEST_PIECE);
		for (const piece of pieces) this.#take(piece);
	}

	/** The authors of each file, the last one first, without repeats and programs; files without any are left out. */
	committers(): ReadonlyMap<string, readonly Committer[]> {
		const people = Array.from(this.#found, ([file, authors]) => {
			const byEmail = new Map<string, Committer>();
			for (const author of authors) {
				if (!byEmail.has(author.email)) byEmail.set(author.email, author);
			}
			return [file, [...byEmail.values()]] as const;
		});
		return new Map(people.filter(([, authors]) => authors.length > 0));
	}

	#take(piece: string): void {
		if (this.#head === undefined && piece.startsWith(this.#mark)) {
			this.#head = [piece.slice(this.#mark.length)];
			return;
		}
		if (this.#head !== undefined) {
			this.#head.push(piece);
			if (this.#head.length === 3) this.#takeHead(this.#head);
			return;
		}
		// git ends the head with a line end, also where NULs divide the rest.
		const file = this.#isFirstFile && piece.startsWith('\n') ? piece.slice(1) : piece;
		this.#isFirstFile = false;
		this.#takeFile(file);
	}

	#takeHead([hash = '', name = '', email = '']: readonly string[]): void {
		const isPerson = !BOT.test(name) && !BOT.test(email);
		this.#author = isPerson && !this.#passedOver.has(hash) ? { name, email } : undefined;
		this.#head = undefined;
		this.#isFirstFile = true;
	}

	#takeFile(file: string): void {
		const authors = this.#found.get(file);
		if (!authors || !this.#author || authors.length === MOST_COMMITS) return;
		authors.push(this.#author);
		if (authors.length === MOST_COMMITS) this.#missing--;
	}
}
