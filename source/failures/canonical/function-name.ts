import type { Language } from '../traces/trace.ts';

/** A call that no name tells apart from others. */
const ANONYMOUS = '<anonymous>';

type Step = (name: string) => string;

const replacing =
	(pattern: RegExp, replacement: string): Step =>
	(name) =>
		name.replace(pattern, replacement);

/** Without what stands in brackets: type arguments, parameters. */
const withoutBrackets =
	(open: string, close: string): Step =>
	(name) => {
		let depth = 0;
		let text = '';
		for (const character of name) {
			if (character === open) depth++;
			else if (character === close && depth > 0) depth--;
			else if (depth === 0) text += character;
		}
		return text.trim() === '' ? name : text.trim();
	};

/** Without the last parts that only number what has no name. */
const withoutTail =
	(separator: string, isNumber: RegExp): Step =>
	(name) => {
		const parts = name.split(separator);
		while (parts.length > 1 && isNumber.test(parts.at(-1) ?? '')) parts.pop();
		return parts.join(separator);
	};

/** What compilers, engines and runtimes add to the name in the source. */
const STEPS: Readonly<Partial<Record<Language, readonly Step[]>>> = {
	javascript: [
		(name) => name.split(' [as ', 1)[0] ?? name,
		replacing(/^(?:async\*|(?:async|new|get|set|static) )/, ''),
		replacing(/^(?:global|module|eval|Function) code$|^anonymous$|^eval$|^Object\.<computed>$/, ANONYMOUS),
		(name) => (name.endsWith('<') ? `${name.slice(0, -1)}.${ANONYMOUS}` : name),
		replacing(/\//g, '.'),
	],
	jvm: [withoutTail('$', /^\d+$/), replacing(/\blambda\$(\w+)$/, '$1'), replacing(/\$(?:default|suspendImpl)$/, '')],
	go: [
		(name) => name.slice(name.lastIndexOf('/') + 1),
		replacing(/\[\.\.\.\]/g, ''),
		replacing(/-fm$/, ''),
		withoutTail('.', /^(?:func|gowrap|deferwrap)?\d*$/),
	],
	rust: [
		replacing(/::h[0-9a-f]{16}$/, ''),
		replacing(/::\{\{?closure(?:#\d{1,4})?\}?\}/g, ''),
		withoutBrackets('<', '>'),
	],
	ruby: [(name) => name.slice(name.lastIndexOf(' in ') < 0 ? 0 : name.lastIndexOf(' in ') + 4)],
	php: [(name) => (name.includes('{closure') ? '{closure}' : name)],
	dotnet: [
		// What the compiler makes of a lambda or an asynchronous method: `<Name>d__2.MoveNext`.
		(name) => /<([\w.]+)>[bdgc]__/.exec(name)?.[1] ?? name,
		withoutBrackets('[', ']'),
		replacing(/`\d+/g, ''),
		replacing(/\.\.(c?ctor)$/, '.$1'),
	],
	dart: [replacing(/^new /, ''), replacing(/<anonymous closure>/g, ANONYMOUS)],
	native: [
		withoutBrackets('(', ')'),
		withoutBrackets('<', '>'),
		replacing(/ const$/, ''),
		replacing(/^\?\?$/, ANONYMOUS),
	],
};

/**
 * The name of a function as engines, compilers and versions agree on it: its last part, without what they add.
 * @param name as a trace shows it; undefined for code outside of any function
 */
export function canonicalFunction(name: string | undefined, language: Language): string {
	if (name === undefined || name === '') return ANONYMOUS;
	let text = name;
	for (const step of STEPS[language] ?? []) text = step(text);
	const last = text.split(/::|->|[.#]/).findLast((part) => part !== '');
	return last ?? ANONYMOUS;
}
