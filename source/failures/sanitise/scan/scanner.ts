import type { Finder } from '../rule.ts';
import { findBlobs } from './blobs.ts';
import type { Engine } from './engine.ts';
import { isOpen } from './gates.ts';
import { Hits, PLACE_BITS, PLACE_MASK } from './hits.ts';
import { gateIn, INNER, lengthIn, needsWordStart, ruleIn } from './questions.ts';
import { Spans } from './spans.ts';
import { MARGIN, TEXT } from './text.ts';
import { View } from './view.ts';

/** Runs an engine over one range at a time. Holds scratch memory, so it belongs to one stream. */
export class Scanner {
	readonly spans = new Spans();
	readonly #engine: Engine;
	readonly view = new View();
	readonly #hits: Hits;
	// Of the engine, nearer: they are looked up at every hit.
	readonly #finders: readonly Finder[];
	readonly #offsets: Uint32Array;
	readonly #asked: Int32Array;
	#rule = 0;
	/** Up to where each rule has found something: a hit in there tells it nothing new. */
	readonly #found: Int32Array;
	readonly #report = (start: number, end: number): void => {
		this.#found[this.#rule] = end;
		this.spans.add(start, end, this.#rule);
	};

	constructor(engine: Engine) {
		this.#engine = engine;
		this.#hits = new Hits(engine.triggers);
		this.#finders = engine.finders;
		this.#offsets = engine.questions.offsets;
		this.#asked = engine.questions.asked;
		this.#found = new Int32Array(engine.rules.length);
	}

	/**
	 * Looks at what `TEXT` holds up to `to`: whole lines, or a part of a very long one. What was found is in `spans`, not
	 * yet resolved; what may go on behind is in `view.marks`.
	 * @param resumed what stands before belongs to a key of the text before
	 */
	scan(to: number, resumed: number): void {
		this.spans.clear();
		this.view.set(to, resumed);
		this.#found.fill(MARGIN);
		this.#hits.reset();
		for (let at = MARGIN; at < to; ) {
			at = this.#hits.read(at, to);
			this.#askAll(to);
		}
		this.spans.sort();
	}

	/** Looks for what no literal tells: long strings, and the user's patterns. `spans` may have grown meanwhile. */
	scanUnnamed(): void {
		const { blobRule, patterns } = this.#engine;
		const { to } = this.view;
		if (blobRule >= 0) {
			this.#rule = blobRule;
			this.spans.sort();
			findBlobs(this.view, this.spans, this.#report);
		}
		for (const { number, finder } of patterns) {
			this.#rule = number;
			finder.find(TEXT, MARGIN, to, this.#report);
			this.spans.sort();
		}
	}

	#askAll(to: number): void {
		const { triggers, questions } = this.#engine;
		const first = triggers.firstFinding;
		const { onlyGateOf } = questions;
		const { notes, count, base } = this.#hits;
		const { view } = this;
		for (let hit = 0; hit < count; hit++) {
			const note = notes[hit] as number;
			const index = base + (note & PLACE_MASK);
			if (index < view.settled) continue;
			const state = (note >>> PLACE_BITS) - first;
			// Most finds are a sign alone, and most signs are nothing.
			const gate = onlyGateOf[state] as number;
			if (gate !== 0 && !isOpen(gate, index, to)) continue;
			this.#askState(state, index);
		}
	}

	#askState(state: number, index: number): void {
		const offsets = this.#offsets;
		const asked = this.#asked;
		const found = this.#found;
		const { view } = this;
		const last = offsets[state + 1] as number;
		for (let at = offsets[state] as number; at < last; at++) {
			const question = asked[at] as number;
			const rule = ruleIn(question);
			if (index < (found[rule] as number)) continue;
			const gate = gateIn(question);
			if (gate !== 0 && !isOpen(gate, index, view.to)) continue;
			const start = index + 1 - lengthIn(question);
			if (needsWordStart(question) && INNER[TEXT[start - 1] as number] === 1) continue;
			this.#rule = rule;
			(this.#finders[rule] as Finder)(view, start, index + 1, this.#report);
		}
	}
}
