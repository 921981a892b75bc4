import type { PatternFinder } from '../find/pattern.ts';
import { shapeFinder } from '../find/shape.ts';
import { KINDS } from '../kinds.ts';
import type { Finder, Rule } from '../rule.ts';
import { findBlobs } from './blobs.ts';
import { Spans } from './spans.ts';
import { buildTriggers, type Triggers } from './triggers.ts';
import { View } from './view.ts';

/** A set of rules made ready to run; compiled once, shared by any number of streams. */
export interface Engine {
	readonly rules: readonly Rule[];
	readonly triggers: Triggers;
	/** Of a literal: its rule and its length. */
	readonly ruleOf: Uint16Array;
	readonly lengthOf: Uint8Array;
	readonly finders: readonly Finder[];
	/** Rules that read everything: the user's. */
	readonly patterns: readonly { readonly number: number; readonly finder: PatternFinder }[];
	readonly weightOf: Uint8Array;
	/** Number of the rule for long unnamed strings; -1 where it is not wanted. */
	readonly blobRule: number;
	/** Numbers of the rules that go on in later lines. */
	readonly keyRule: number;
	readonly valueRule: number;
}

/** Long unnamed strings have no literal in common: this name tells the scanner to look for them by their length. */
export const LONG_STRING = 'long-string';
/** What these find may go on in the lines behind. */
export const PRIVATE_KEY = 'private-key';
export const SECRET_VALUE = 'secret-value';

const NOTHING: Finder = () => {};

function finderOf(rule: Rule): Finder {
	if ('shape' in rule) return shapeFinder(rule);
	return 'find' in rule ? rule.find : NOTHING;
}

export function compileRules(rules: readonly Rule[]): Engine {
	const literals = rules.flatMap(({ triggers }, rule) => triggers.map((text) => ({ text, rule })));
	return {
		rules,
		triggers: buildTriggers(literals.map(({ text }) => text)),
		ruleOf: Uint16Array.from(literals, ({ rule }) => rule),
		lengthOf: Uint8Array.from(literals, ({ text }) => text.length),
		finders: rules.map(finderOf),
		patterns: [...rules.entries()].flatMap(([number, rule]) =>
			'pattern' in rule ? [{ number, finder: rule.pattern }] : [],
		),
		weightOf: Uint8Array.from(rules, ({ kind }) => KINDS[kind].weight),
		blobRule: rules.findIndex(({ name }) => name === LONG_STRING),
		keyRule: rules.findIndex(({ name }) => name === PRIVATE_KEY),
		valueRule: rules.findIndex(({ name }) => name === SECRET_VALUE),
	};
}

/** Runs an engine over one range at a time. Holds scratch memory, so it belongs to one stream. */
export class Scanner {
	readonly spans = new Spans();
	readonly #engine: Engine;
	readonly view = new View();
	#rule = 0;
	/** Up to where each rule has found something: a hit in there tells it nothing new. */
	readonly #found: Int32Array;
	readonly #report = (start: number, end: number): void => {
		this.#found[this.#rule] = end;
		this.spans.add(start, end, this.#rule);
	};

	constructor(engine: Engine) {
		this.#engine = engine;
		this.#found = new Int32Array(engine.rules.length);
	}

	/**
	 * Looks at whole lines, or a part of a very long one, between `from` and `to`. What was found is in `spans`, not yet
	 * resolved; what may go on behind is in `view.marks`.
	 */
	scan(bytes: Uint8Array, from: number, to: number): void {
		const { triggers, ruleOf, lengthOf, finders, blobRule, patterns } = this.#engine;
		const { columnOf, next, shift, firstFinding, offsets, found } = triggers;
		this.spans.clear();
		this.view.set(bytes, from, to);
		this.#found.fill(from);
		let state = 0;
		for (let index = from; index < to; index++) {
			state = next[(state << shift) | (columnOf[bytes[index] as number] as number)] as number;
			if (state < firstFinding) continue;
			const last = offsets[state - firstFinding + 1] as number;
			for (let at = offsets[state - firstFinding] as number; at < last; at++) {
				const literal = found[at] as number;
				this.#rule = ruleOf[literal] as number;
				if (index < (this.#found[this.#rule] as number)) continue;
				(finders[this.#rule] as Finder)(this.view, index + 1 - (lengthOf[literal] as number), index + 1, this.#report);
			}
		}
		if (blobRule >= 0) {
			this.#rule = blobRule;
			findBlobs(bytes, from, to, this.#report);
		}
		for (const { number, finder } of patterns) {
			this.#rule = number;
			finder.find(bytes, from, to, this.#report);
		}
	}
}
