export interface Heading {
	/** Without its marks. */
	readonly text: string;
	readonly level: number;
	readonly from: number;
	readonly to: number;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})([ \t].*)?$/;
const UNDERLINE = /^ {0,3}(?:(=+)|-{2,})[ \t]*$/;

interface Line {
	readonly text: string;
	readonly from: number;
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): readonly Line[] {
	let from = 0;
	return text.split('\n').map((raw) => {
		const line = { text: raw.endsWith('\r') ? raw.slice(0, -1) : raw, from };
		from += raw.length + 1;
		return line;
	});
}

/** The headings of a Markdown text, with either kind of mark; what stands in fenced code is none. */
export function headingsOf(text: string): readonly Heading[] {
	const headings: Heading[] = [];
	let fence: string | undefined;
	let before: Line | undefined;
	for (const line of linesOf(text)) {
		const mark = FENCE.exec(line.text)?.[1];
		if (fence !== undefined) {
			if (mark?.startsWith(fence) && line.text.trim() === mark) fence = undefined;
			continue;
		}
		fence = mark;
		const [, marks, title = ''] = HEADING.exec(line.text) ?? [];
		const underline = before === undefined ? null : UNDERLINE.exec(line.text);
		const to = line.from + line.text.length;
		if (marks) headings.push({ text: title.trim(), level: marks.length, from: line.from, to });
		else if (before && underline) {
			headings.push({ text: before.text.trim(), level: underline[1] ? 1 : 2, from: before.from, to });
		}
		const isText = mark === undefined && !marks && !underline && line.text.trim() !== '';
		before = isText ? line : undefined;
	}
	return headings;
}
