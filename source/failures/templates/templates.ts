import { absorbed } from './absorb.ts';
import { CanonicalLine } from './canonical-line.ts';
import { coarsen } from './coarsen.ts';
import { divide } from './divide.ts';
import { generalised, withoutLists } from './general.ts';
import { joined, type Skeleton, skeletonsOf, VALUE } from './skeleton.ts';
import type { BucketState, MinerState } from './state.ts';

export interface Template {
	/** A line with `<*>` for what differs. */
	readonly text: string;
	/** Lines that have it. */
	readonly count: number;
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

const commonTokens = (lines: readonly (readonly string[])[]): readonly string[] =>
	(lines[0] ?? []).map((token, column) => (lines.every((tokens) => tokens[column] === token) ? token : VALUE));

/** The text of the template of each line. */
function textsOf({ gaps, lines }: Skeleton): readonly string[] {
	const tokens = absorbed(lines);
	const messages = divide(tokens, gaps);
	const common = messages.map((message) => commonTokens(message.map((index) => tokens[index] ?? [])));
	const texts: string[] = lines.map(() => '');
	for (const [index, wide] of generalised(common).entries()) {
		const text = withoutLists(joined(gaps, wide));
		for (const line of messages[index] ?? []) texts[line] = text;
	}
	return texts;
}

interface Length {
	readonly level: number;
	/** The text of the template of each canonical line. */
	readonly texts: ReadonlyMap<string, string>;
}

/** The templates of a state: a function of the set of its lines. */
export class Templates {
	/** By count, then by text. */
	readonly all: readonly Template[];
	readonly #byText: ReadonlyMap<string, Template>;
	/** Texts of one length that are cases of another's. */
	readonly #wide = new Map<string, string>();
	readonly #lengths = new Map<number, Length>();
	readonly #line = new CanonicalLine();
	readonly #buffer = new Uint8Array(4_096);

	constructor({ buckets }: MinerState) {
		const found = new Map<string, number>();
		for (const bucket of buckets) this.#addLength(bucket, found);
		const counts = new Map<string, number>();
		for (const { gaps, lines } of skeletonsOf([...found])) {
			for (const [index, wide] of generalised(lines.map(({ tokens }) => tokens)).entries()) {
				const text = joined(gaps, wide);
				const { text: narrow = '', count = 0 } = lines[index] ?? {};
				this.#wide.set(narrow, text);
				counts.set(text, (counts.get(text) ?? 0) + count);
			}
		}
		this.all = Array.from(counts, ([text, count]) => ({ text, count })).sort(
			(a, b) => b.count - a.count || (a.text < b.text ? -1 : 1),
		);
		this.#byText = new Map(this.all.map((template) => [template.text, template]));
	}

	/** The template of a line that was counted; undefined for one that is like none of them. */
	of(bytes: Uint8Array, from = 0, to = bytes.length): Template | undefined {
		this.#line.read(bytes, from, to);
		const length = this.#lengths.get(this.#line.tokens);
		if (!length) return undefined;
		const key = coarsen(this.#line.bytes.subarray(0, this.#line.length), length.level, this.#buffer);
		const text = length.texts.get(DECODER.decode(key));
		return text === undefined ? undefined : this.#byText.get(this.#wide.get(text) ?? text);
	}

	#addLength({ tokens, level, keys }: BucketState, counts: Map<string, number>): void {
		const textOfKey = new Map<string, string>();
		for (const skeleton of skeletonsOf(keys)) {
			const texts = textsOf(skeleton);
			for (const [index, line] of skeleton.lines.entries()) {
				const text = texts[index] ?? line.text;
				textOfKey.set(line.text, text);
				counts.set(text, (counts.get(text) ?? 0) + line.count);
			}
		}
		this.#lengths.set(tokens, { level, texts: textOfKey });
	}
}
