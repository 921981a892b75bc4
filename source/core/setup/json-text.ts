/** Where a value of a JSON text stands, and what it holds. */
export interface JsonNode {
	readonly from: number;
	readonly to: number;
	/** Members of an object, the values of a list (without names); empty for anything else. */
	readonly children: readonly JsonChild[];
}

export interface JsonChild {
	readonly name: string | undefined;
	/** Where the member begins: its name, or in a list its value. */
	readonly from: number;
	readonly value: JsonNode;
}

const DEEPEST = 100;
const SPACE = /[ \t\r\n]/;

function skipSpace(text: string, from: number): number {
	let at = from;
	while (SPACE.test(text.charAt(at))) at++;
	return at;
}

function endOfString(text: string, from: number): number {
	let at = from + 1;
	while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
	return at + 1;
}

function endOfScalar(text: string, from: number): number {
	if (text[from] === '"') return endOfString(text, from);
	let at = from;
	while (at < text.length && !/[,\]} \t\r\n]/.test(text.charAt(at))) at++;
	return at;
}

function readContainer(text: string, from: number, depth: number): JsonNode {
	if (depth > DEEPEST) throw new Error('it is nested too deeply');
	const isObject = text[from] === '{';
	const children: JsonChild[] = [];
	let at = skipSpace(text, from + 1);
	while (text[at] !== '}' && text[at] !== ']') {
		const begin = at;
		let name: string | undefined;
		if (isObject) {
			const end = endOfString(text, at);
			name = JSON.parse(text.slice(at, end)) as string;
			at = skipSpace(text, skipSpace(text, end) + 1);
		}
		const value = readNode(text, at, depth + 1);
		children.push({ name, from: begin, value });
		at = skipSpace(text, value.to);
		if (text[at] === ',') at = skipSpace(text, at + 1);
	}
	return { from, to: at + 1, children };
}

function readNode(text: string, from: number, depth: number): JsonNode {
	if (text[from] === '{' || text[from] === '[') return readContainer(text, from, depth);
	return { from, to: endOfScalar(text, from), children: [] };
}

/** @param text one that `JSON.parse` takes @throws where it is nested more than 100 deep */
export const readJsonNode = (text: string): JsonNode => readNode(text, skipSpace(text, 0), 0);

/** Of members of one name the last counts, as for `JSON.parse`. */
export const childNamed = (node: JsonNode, name: string): JsonChild | undefined =>
	node.children.findLast((child) => child.name === name);

/** How a text is written: what one level is indented by, and how lines end. */
interface Layout {
	readonly indent: string;
	readonly lineEnd: string;
}

function layoutOf(text: string): Layout {
	return {
		indent: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ',
		lineEnd: /\r?\n/.exec(text)?.[0] ?? '\n',
	};
}

/** The white space that the line of a place begins with. */
function marginOf(text: string, at: number): string {
	const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
	return line.slice(0, line.search(/[^ \t]|$/));
}

const splice = (text: string, from: number, to: number, by: string) => text.slice(0, from) + by + text.slice(to);

/** The text with a value more at the end of an object or list; all that is there stays as it is written. */
export function appendJsonChild(text: string, node: JsonNode, name: string | undefined, value: unknown): string {
	const { indent, lineEnd } = layoutOf(text);
	const last = node.children.at(-1);
	const label = name === undefined ? '' : `${JSON.stringify(name)}: `;
	const isOneLine = last !== undefined && !text.slice(node.from, node.to).includes('\n');
	if (isOneLine) return splice(text, last.value.to, last.value.to, `, ${label}${JSON.stringify(value)}`);
	const outer = marginOf(text, node.from);
	const inner = last === undefined ? outer + indent : marginOf(text, last.from);
	const lines = (label + JSON.stringify(value, null, indent)).split('\n').join(lineEnd + inner);
	if (last === undefined) return splice(text, node.from + 1, node.to - 1, lineEnd + inner + lines + lineEnd + outer);
	return splice(text, last.value.to, last.value.to, `,${lineEnd}${inner}${lines}`);
}

/** The text without one value of an object or list, and without the comma that goes with it. */
export function removeJsonChild(text: string, node: JsonNode, child: JsonChild): string {
	const index = node.children.indexOf(child);
	const [before, after] = [node.children[index - 1], node.children[index + 1]];
	if (before) return splice(text, before.value.to, child.value.to, '');
	return after ? splice(text, child.from, after.from, '') : splice(text, node.from + 1, node.to - 1, '');
}
