import type { SourceFormat } from './found-failure.ts';

/** How the bytes of a source make text. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** So much of a source tells what it is. */
export const HEAD_BYTES = 65_536;
/** What this much of a head holds of control characters makes it no text; a log may hold a few. */
const MOST_CONTROLS = 0.02;

export interface Nature {
	readonly format: SourceFormat;
	readonly encoding: Encoding;
	/** Length of the byte order mark. */
	readonly markBytes: number;
}

/** Bytes that no text holds: control characters but for those of lines and of terminals. */
function countControls(head: Uint8Array): number {
	let count = 0;
	for (let at = 0; at < head.length; at++) {
		const byte = head[at] as number;
		if (byte < 7 || (byte > 13 && byte < 32 && byte !== 27)) count++;
	}
	return count;
}

/** UTF-16 without a mark: of ASCII, every second byte is zero. */
function guessWide(head: Uint8Array): Encoding | undefined {
	const zeros = [0, 0];
	for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at & 1] = (zeros[at & 1] as number) + 1;
	const half = head.length / 2;
	const [even = 0, odd = 0] = zeros;
	if (half < 4) return undefined;
	if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le';
	return even > half * 0.7 && odd < half * 0.05 ? 'utf-16be' : undefined;
}

function encodingOf(head: Uint8Array): Pick<Nature, 'encoding' | 'markBytes'> {
	const [one, two, three] = head;
	if (one === 0xff && two === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
	if (one === 0xfe && two === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
	if (one === 0xef && two === 0xbb && three === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
	return { encoding: guessWide(head) ?? 'utf-8', markBytes: 0 };
}

interface Sign {
	readonly format: SourceFormat;
	/** @param text of the head, without spaces in front */
	readonly fits: (text: string) => boolean;
}

/** What entries of agents' transcripts are called. */
const ENTRY =
	/"(?:role|type)" ?: ?"(?:user|assistant|developer|system|summary|message|tool_?\w{0,20}|function\w{0,20}|response_item|event_msg|session_?\w{0,20})"/;
/** A runner's report that stands in one line, as Jest writes it. */
const REPORT = /^\{[^{[]*"(?:testResults|numTotalTests|reportFormat|results|config|suites|snapshot)" ?:/;
const GO_TEST = /^\{"Time":"[^"]*","Action":"/;

function isObject(line: string): boolean {
	try {
		return line.startsWith('{') && typeof JSON.parse(line) === 'object';
	} catch {
		return false;
	}
}

/** Whether the first line is a JSON object of its own, and more comes behind it. */
function isLineOfMany(text: string): boolean {
	const end = text.indexOf('\n');
	return end > 0 && text.slice(end).trim() !== '' && isObject(text.slice(0, end));
}

function isTranscript(text: string): boolean {
	if (!text.startsWith('{') || REPORT.test(text)) return false;
	const isMany = isLineOfMany(text);
	if (isMany && !text.slice(text.indexOf('\n')).trimStart().startsWith('{')) return false;
	// One line alone, or the beginning of one that is longer than the head.
	return (isMany || !text.trimEnd().includes('\n')) && ENTRY.test(text);
}

/** The first that fits; what nothing fits is a plain log. */
const SIGNS: readonly Sign[] = [
	{ format: 'junit', fits: (text) => text.startsWith('<') && /<testsuites?[\s/>]/.test(text) },
	{ format: 'tap', fits: (text) => /^(?:TAP version \d|1\.\.\d+\s|(?:not )?ok \d+(?: |$))/.test(text) },
	{ format: 'go-test', fits: (text) => GO_TEST.test(text) },
	{ format: 'transcript', fits: isTranscript },
	// Structured logs: each line is read as it stands.
	{ format: 'log', fits: isLineOfMany },
	{ format: 'json', fits: (text) => /^\{\s*(?:"|\}\s*$)/.test(text) },
];

/** @param head the beginning of a source, of `HEAD_BYTES`, or all of it */
export function recognise(head: Uint8Array): Nature {
	if (head.length === 0) return { format: 'empty', encoding: 'utf-8', markBytes: 0 };
	const { encoding, markBytes } = encodingOf(head);
	if (encoding === 'utf-8' && countControls(head) > head.length * MOST_CONTROLS) {
		return { format: 'binary', encoding, markBytes };
	}
	const text = new TextDecoder(encoding).decode(head.subarray(markBytes)).trimStart();
	return { format: SIGNS.find(({ fits }) => fits(text))?.format ?? 'log', encoding, markBytes };
}
