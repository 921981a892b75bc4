import type { IBufferCell, Terminal } from '@xterm/headless';

const FONT_SIZE = 14;
const CELL_WIDTH = 8.43;
/** As high as the font's own lines, or the sides of frames would have gaps. */
const CELL_HEIGHT = 16.4;
const PADDING = 14;

/** What a terminal makes of the 16 colours that programs choose among by number, and of none. */
interface Palette {
	readonly background: string;
	readonly foreground: string;
	readonly colours: readonly string[];
}

const DARK: Palette = {
	background: '#1d2129',
	foreground: '#d8dee9',
	colours: [
		...['#2e3440', '#ef6b73', '#7bd88f', '#e5c76b', '#3465a4', '#c792ea', '#5ad4e6', '#d8dee9'],
		...['#707a8c', '#ff8b92', '#a3e6b1', '#f7dd8b', '#8fbcff', '#ddb3f8', '#8be9f5', '#ffffff'],
	],
};

const LIGHT: Palette = {
	background: '#fbfbf8',
	foreground: '#24292f',
	colours: [
		...['#24292f', '#c4262e', '#1a7f37', '#9a6700', '#0550ae', '#8250df', '#1b7c83', '#57606a'],
		...['#6e7781', '#a40e26', '#116329', '#7d4e00', '#218bff', '#6639ba', '#136061', '#ffffff'],
	],
};

const escapeXml = (text: string) =>
	text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');

interface Look {
	readonly colour: string;
	readonly ground: string | undefined;
	readonly isBold: boolean;
}

function lookOf(cell: IBufferCell, { background, foreground, colours }: Palette): Look {
	const colour = cell.isFgPalette() ? (colours[cell.getFgColor()] ?? foreground) : foreground;
	const ground = cell.isBgPalette() ? colours[cell.getBgColor()] : undefined;
	const isBold = cell.isBold() !== 0;
	return cell.isInverse() !== 0 ? { colour: background, ground: colour, isBold } : { colour, ground, isBold };
}

interface Piece extends Look {
	readonly column: number;
	readonly columns: number;
	readonly text: string;
}

/** A row as pieces of one look each; what is wider than a column stands alone, so that no font can shift the rest. */
function piecesOf({ buffer: { active }, cols }: Terminal, row: number, palette: Palette): readonly Piece[] {
	const line = active.getLine(active.baseY + row);
	const pieces: Piece[] = [];
	for (let column = 0; line && column < cols; column++) {
		const cell = line.getCell(column);
		if (!cell || cell.getWidth() === 0) continue;
		const look = lookOf(cell, palette);
		const text = cell.getChars() || ' ';
		const last = pieces.at(-1);
		const isSame = last?.colour === look.colour && last.ground === look.ground && last.isBold === look.isBold;
		if (last && isSame && cell.getWidth() === 1 && last.text.length === last.columns) {
			pieces[pieces.length - 1] = { ...last, columns: last.columns + 1, text: last.text + text };
		} else {
			pieces.push({ ...look, column, columns: cell.getWidth(), text });
		}
	}
	return pieces;
}

const xOf = (column: number) => (PADDING + column * CELL_WIDTH).toFixed(2);

/** Words by themselves, each in its own column: blanks are not kept by every program that draws SVG. */
function drawWords({ column, columns, text, colour, isBold }: Piece, baseline: string): string {
	const weight = isBold ? ' font-weight="bold"' : '';
	return [...text.matchAll(/\S+/g)]
		.map(({ 0: word, index }) => {
			const width = ((text.length === columns ? word.length : columns) * CELL_WIDTH).toFixed(2);
			return `<text x="${xOf(column + index)}" y="${baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${colour}"${weight}>${escapeXml(word)}</text>`;
		})
		.join('');
}

function drawPiece(piece: Piece, row: number): string {
	const { column, columns, ground } = piece;
	const y = PADDING + row * CELL_HEIGHT;
	const words = drawWords(piece, (y + CELL_HEIGHT * 0.78).toFixed(1));
	if (ground === undefined) return words;
	const width = (columns * CELL_WIDTH).toFixed(2);
	return `<rect x="${xOf(column)}" y="${y.toFixed(1)}" width="${width}" height="${CELL_HEIGHT}" fill="${ground}"/>${words}`;
}

/** What a terminal shows, with its colours, as a picture. @param isLight whether its background is */
export function renderScreenSvg(title: string, terminal: Terminal, isLight = false): string {
	const palette = isLight ? LIGHT : DARK;
	const width = Math.ceil(terminal.cols * CELL_WIDTH + 2 * PADDING);
	const height = Math.ceil(terminal.rows * CELL_HEIGHT + 2 * PADDING);
	const rows = Array.from({ length: terminal.rows }, (_, row) =>
		piecesOf(terminal, row, palette)
			.map((piece) => drawPiece(piece, row))
			.join(''),
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title><style>text { font: ${FONT_SIZE}px "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }</style>
<rect width="100%" height="100%" rx="8" fill="${palette.background}"/>
${rows.join('\n')}
</svg>
`;
}
