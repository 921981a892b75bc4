/**
 * `featureId` in the frontmatter of a FEATURE_SPEC.md, as text in and text out. All positions are found without
 * rewriting anything, so every byte but the inserted ones stays as it was, whatever the line ends. Callers that read
 * files decode them as latin1, which keeps bytes that are no UTF-8.
 */

export type FeatureIdReading =
	/** The line that has it: the characters from `at` to `until`. */
	| { readonly kind: 'present'; readonly id: string; readonly at: number; readonly until: number }
	/** `prefix` + id + `suffix`, put in place of the characters from `at` to `until`, gives the file its id. */
	| {
			readonly kind: 'absent';
			readonly at: number;
			readonly until: number;
			readonly prefix: string;
			readonly suffix: string;
	  };

/** As text, and as it looks in a file read byte for byte (latin1). */
const BYTE_ORDER_MARKS = ['\uFEFF', '\u00EF\u00BB\u00BF'];
const FENCE = /^---[ \t]*$/;
const KEY = /^(?:featureId|"featureId"|'featureId')[ \t]*:(.*)$/s;

interface Line {
	readonly text: string;
	readonly start: number;
	/** Index behind the line end. */
	readonly next: number;
}

function* lines(content: string, from: number): Generator<Line> {
	let start = from;
	while (start < content.length) {
		const newline = content.indexOf('\n', start);
		const next = newline < 0 ? content.length : newline + 1;
		const text = content.slice(start, newline < 0 ? next : newline).replace(/\r$/, '');
		yield { text, start, next };
		start = next;
	}
}

/** The value of a YAML scalar: quotes taken off, a trailing comment dropped. Empty for an empty or null value. */
function scalar(raw: string): string {
	const text = raw.trim();
	const quoted = /^"([^"]*)"|^'([^']*)'/.exec(text);
	if (quoted) return (quoted[1] ?? quoted[2] ?? '').trim();
	const plain = text.startsWith('#') ? '' : text.replace(/[ \t]#.*$/s, '').trim();
	return plain === '~' || plain === 'null' ? '' : plain;
}

/** The comment of a line whose value is empty, with the space before it, so that giving it a value keeps it. */
function trailingComment(raw: string): string {
	const at = raw.indexOf('#');
	return at < 0 ? '' : ` ${raw.slice(at).trimEnd()}`;
}

/**
 * Finds the id, or the place for one. A BOM and blank lines before the opening fence are accepted; a fence that never
 * closes is text, not frontmatter, and gets a block of its own before it.
 */
export function readFeatureId(content: string): FeatureIdReading {
	const bodyStart = BYTE_ORDER_MARKS.find((mark) => content.startsWith(mark))?.length ?? 0;
	const newline = /\r?\n/.exec(content)?.[0] ?? '\n';
	let opening: Line | undefined;
	let empty: { at: number; until: number; comment: string } | undefined;
	for (const line of lines(content, bodyStart)) {
		if (!opening) {
			if (line.text.trim() === '') continue;
			if (!FENCE.test(line.text)) break;
			opening = line;
			continue;
		}
		if (FENCE.test(line.text)) {
			if (empty) {
				return { kind: 'absent', at: empty.at, until: empty.until, prefix: 'featureId: ', suffix: empty.comment };
			}
			return { kind: 'absent', at: opening.next, until: opening.next, prefix: 'featureId: ', suffix: newline };
		}
		const key = KEY.exec(line.text);
		if (!key) continue;
		const id = scalar(key[1] ?? '');
		if (id === '') {
			empty ??= { at: line.start, until: line.start + line.text.length, comment: trailingComment(key[1] ?? '') };
		} else if (closes(content, line.next)) {
			return { kind: 'present', id, at: line.start, until: line.start + line.text.length };
		}
		// Never closed: no later line can be frontmatter either.
		else break;
	}
	return {
		kind: 'absent',
		at: bodyStart,
		until: bodyStart,
		prefix: `---${newline}featureId: `,
		suffix: `${newline}---${newline}`,
	};
}

function closes(content: string, from: number): boolean {
	for (const line of lines(content, from)) if (FENCE.test(line.text)) return true;
	return false;
}

/** The file with its id; only for a reading of kind `absent` of the same content. */
export function insertFeatureId(
	content: string,
	reading: FeatureIdReading & { kind: 'absent' },
	featureId: string,
): string {
	const { at, until, prefix, suffix } = reading;
	return `${content.slice(0, at)}${prefix}${featureId}${suffix}${content.slice(until)}`;
}
