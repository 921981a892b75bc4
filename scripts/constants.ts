import remapping from '@jridgewell/remapping';
import { type AnyNode, type Pattern, type Program, parse, type VariableDeclarator } from 'acorn';
import MagicString from 'magic-string';

const isNode = (value: unknown): value is AnyNode => typeof (value as AnyNode | null)?.type === 'string';

const childrenOf = (node: AnyNode): readonly AnyNode[] => Object.values(node).flat().filter(isNode);

/** Names that a pattern gives values to; of `a.b` it is none. */
function namesIn(pattern: Pattern): readonly string[] {
	switch (pattern.type) {
		case 'Identifier':
			return [pattern.name];
		case 'MemberExpression':
			return [];
		case 'ObjectPattern':
			return pattern.properties.flatMap((part) => namesIn(part.type === 'Property' ? part.value : part.argument));
		case 'ArrayPattern':
			return pattern.elements.flatMap((part) => (part === null ? [] : namesIn(part)));
		case 'RestElement':
			return namesIn(pattern.argument);
		case 'AssignmentPattern':
			return namesIn(pattern.left);
	}
}

/** Names to which a node gives another value. */
function assignedBy(node: AnyNode): readonly string[] {
	switch (node.type) {
		case 'AssignmentExpression':
			return namesIn(node.left);
		case 'UpdateExpression':
			return node.argument.type === 'Identifier' ? [node.argument.name] : [];
		case 'ForInStatement':
		case 'ForOfStatement':
			return node.left.type === 'VariableDeclaration' ? [] : namesIn(node.left);
		default:
			return [];
	}
}

/** Names that get another value anywhere, whatever they mean there. */
const reassignedIn = (node: AnyNode): readonly string[] => [
	...assignedBy(node),
	...childrenOf(node).flatMap(reassignedIn),
];

/** The statements of a module, or of the function that a script is wrapped in. */
function outermost({ body }: Program): Program['body'] {
	const [first, ...others] = body.filter((statement) => !('directive' in statement));
	if (others.length > 0 || first?.type !== 'ExpressionStatement') return body;
	const wrapper = first.expression.type === 'CallExpression' ? first.expression.callee : undefined;
	return wrapper?.type === 'ArrowFunctionExpression' && wrapper.body.type === 'BlockStatement'
		? wrapper.body.body
		: body;
}

/**
 * Makes constants of a bundle's variables that nothing is ever assigned to. esbuild writes `var` for every `const` of a
 * module, and V8 compiles only the values of constants into the code: each use of a set of bytes, a table or a number
 * costs a look-up and a test of its type otherwise, a tenth of the sanitiser's time.
 */
export function withConstants(code: string): MagicString {
	const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
	const reassigned = new Set(reassignedIn(program));
	const isConstant = ({ id, init }: VariableDeclarator): boolean =>
		init !== null && init !== undefined && !namesIn(id).some((name) => reassigned.has(name));
	const text = new MagicString(code);
	for (const statement of outermost(program)) {
		if (statement.type !== 'VariableDeclaration' || statement.kind !== 'var') continue;
		let before = '';
		let from = statement.start;
		for (const declarator of statement.declarations) {
			const word = isConstant(declarator) ? 'const' : 'var';
			// Between two of the same kind the comma stays.
			if (word !== before) text.update(from, declarator.start, `${before === '' ? '' : ';'}${word} `);
			before = word;
			from = declarator.end;
		}
	}
	return text;
}

/** The source map of changed code. @param map that of the code before, to its sources */
export function mapThrough(code: MagicString, map: string): string {
	const toBefore = code.generateMap({ hires: 'boundary' }).toString();
	return remapping([toBefore, map], () => null, { excludeContent: true }).toString();
}
