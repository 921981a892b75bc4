const FONT_SIZE = 14;
const CHARACTER_WIDTH = 8.43;
const LINE_HEIGHT = 20;
const PADDING = 16;

/** A dark theme; the classes are the SGR codes that our commands print. */
const STYLE = `text { font: ${FONT_SIZE}px "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre }
.c1 { font-weight: bold; fill: #ffffff } .c2 { fill: #8a93a5 } .c31 { fill: #ff6b6b } .c32 { fill: #7bd88f }
.c33 { fill: #fce566 } .c36 { fill: #5ad4e6 } .title { fill: #8a93a5 }`;

const escapeXml = (text: string) =>
	text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');

/** One line of coloured text as tspans, each at its own column so that no font can shift what follows. */
function renderLine(line: string): string {
	let column = 0;
	let classes: readonly string[] = [];
	let spans = '';
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with an escape character
	for (const part of line.split(/(\u001B\[\d+m)/)) {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
		const code = /^\u001B\[(\d+)m$/.exec(part)?.[1];
		if (code !== undefined) {
			const isEnd = code === '0' || code === '22' || code === '39';
			classes = isEnd ? [] : [...classes, `c${code}`];
			continue;
		}
		if (part.trim() !== '') {
			const x = (PADDING + column * CHARACTER_WIDTH).toFixed(1);
			const width = ([...part].length * CHARACTER_WIDTH).toFixed(1);
			const style = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
			spans += `<tspan x="${x}" textLength="${width}"${style}>${escapeXml(part)}</tspan>`;
		}
		column += [...part].length;
	}
	return spans;
}

/** Terminal output, with its colours, as a picture. */
export function renderTerminalSvg(title: string, output: string): string {
	const lines = [`$ ${title}`, ...output.split('\n')];
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no column
	const columns = Math.max(...lines.map((line) => [...line.replace(/\u001B\[\d+m/g, '')].length));
	const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * PADDING);
	const height = lines.length * LINE_HEIGHT + 2 * PADDING;
	const texts = lines.map((line, index) => {
		const y = PADDING + (index + 0.75) * LINE_HEIGHT;
		return `<text xml:space="preserve" y="${y}"${index === 0 ? ' class="title"' : ''}>${renderLine(line)}</text>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title><style>${STYLE}</style><rect width="100%" height="100%" rx="8" fill="#20242d"/>
${texts.join('\n')}
</svg>
`;
}
