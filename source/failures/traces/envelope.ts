/** What a program wrote, put into JSON by whoever passed it on. */
interface Envelope {
	/** What every such line holds. */
	readonly sign: string;
	/** The text, and who speaks. */
	readonly open: (fields: Readonly<Record<string, unknown>>) => Opened | undefined;
}

export interface Opened {
	readonly line: string;
	readonly speaker: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const ENVELOPES: readonly Envelope[] = [
	{
		// `go test -json`; tests that run at once speak in turns.
		sign: '"Action":"output"',
		open: ({ Output, Package, Test }) =>
			typeof Output === 'string'
				? { line: Output, speaker: JSON.stringify([textOf(Package), textOf(Test)]) }
				: undefined,
	},
	{
		// Docker's log files.
		sign: '"log":"',
		open: ({ log, stream }) =>
			typeof log === 'string' && typeof stream === 'string' ? { line: log, speaker: '' } : undefined,
	},
];

/** As `LiteralIndex` wants them: lines that hold one are always read, because JSON hides tabs and line beginnings. */
export const ENVELOPE_SIGNS: readonly string[] = ENVELOPES.map(({ sign }) => sign);

/** @returns undefined for a line that is in no envelope */
export function openEnvelope(line: string): Opened | undefined {
	if (!line.startsWith('{')) return undefined;
	const envelope = ENVELOPES.find(({ sign }) => line.includes(sign));
	if (!envelope) return undefined;
	try {
		const opened = envelope.open(JSON.parse(line) as Readonly<Record<string, unknown>>);
		return opened && { ...opened, line: opened.line.replace(/\r?\n$/, '') };
	} catch {
		return undefined;
	}
}
