import { type CodeownersProblem, type CodeownersRule, parseCodeowners } from './codeowners-lines.ts';
import { parsePattern } from './path-pattern.ts';
import { PathTrie } from './path-trie.ts';

/** Answers who owns a path by a CODEOWNERS file. */
export class Codeowners {
	readonly rules: readonly CodeownersRule[];
	/** Lines that say nothing. */
	readonly problems: readonly CodeownersProblem[];
	readonly #trie = new PathTrie();
	/** Of each rule the number of its section, from 0. */
	readonly #sections: readonly number[];
	/** Whether the last rule that matches decides alone. */
	readonly #isPlain: boolean;

	constructor(text: string) {
		const { rules, problems } = parseCodeowners(text);
		this.rules = rules;
		this.problems = problems;
		const sections = new Map<string, number>();
		this.#sections = rules.map(({ section }) => {
			const number = sections.get(section) ?? sections.size;
			sections.set(section, number);
			return number;
		});
		this.#isPlain = sections.size < 2 && !rules.some(({ isExclusion }) => isExclusion);
		for (const [index, { pattern }] of rules.entries()) this.#trie.add(parsePattern(pattern), index);
	}

	/**
	 * The rules that decide about a path: the last that matches, of each section.
	 * @param path from the root of the repository, with `/`
	 */
	match(path: string): readonly CodeownersRule[] {
		const clean = path.startsWith('/') ? path.slice(1) : path.startsWith('./') ? path.slice(2) : path;
		const last = this.#isPlain ? [this.#last(clean)] : this.#lastOfEach(clean);
		return last.flatMap((index) => this.rules[index] ?? []);
	}

	/** Everybody who owns a path, without repeats; empty if nobody does or if the deciding line names nobody. */
	ownersOf(path: string): readonly string[] {
		const [rule, ...more] = this.match(path);
		return more.length === 0 ? (rule?.owners ?? []) : [...new Set([rule, ...more].flatMap((one) => one?.owners ?? []))];
	}

	#last(path: string): number {
		let last = -1;
		this.#trie.match(path, (rules) => {
			last = Math.max(last, rules.at(-1) ?? -1);
			return last;
		});
		return last;
	}

	#lastOfEach(path: string): readonly number[] {
		const last = new Map<number, number>();
		const excluded = new Set<number>();
		this.#trie.match(path, (rules) => {
			for (const rule of rules) {
				const section = this.#sections[rule] ?? 0;
				if (this.rules[rule]?.isExclusion) excluded.add(section);
				last.set(section, Math.max(last.get(section) ?? -1, rule));
			}
			return -1;
		});
		return [...last]
			.filter(([section]) => !excluded.has(section))
			.map(([, rule]) => rule)
			.sort((a, b) => a - b);
	}
}
