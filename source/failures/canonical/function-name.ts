import type { Language } from '../traces/trace.ts';

/** A call that no name tells apart from others. */
export const ANONYMOUS = '<anonymous>';

type Step = readonly [pattern: RegExp, replacement: string];

/** What compilers, engines and runtimes add to the name in the source. */
const STEPS: Readonly<Partial<Record<Language, readonly Step[]>>> = {
	javascript: [
		[/ \[as [^\]]*\]$/, ''],
		[/^(?:async\*|(?:async|new|get|set|static) )/, ''],
		[/^(?:global|module|eval|Function) code$|^anonymous$|^eval$|^Object\.<computed>$/, ANONYMOUS],
		[/(?:\/|^)<$|<$/, `.${ANONYMOUS}`],
		[/\//g, '.'],
	],
	jvm: [
		[/(?:\.|\$)lambda\$(\w+?)\$\d+$/, '.$1'],
		[/(?:\$\d+)+$/, ''],
		[/\$(?:default|suspendImpl)$/, ''],
	],
	go: [
		[/^.*\//, ''],
		[/\[\.\.\.\]/g, ''],
		[/(?:\.(?:func)?\d+)+$|-fm$/, ''],
		[/\.gowrap$|\.deferwrap$/, ''],
	],
	rust: [
		[/::h[0-9a-f]{16}$/, ''],
		[/::\{\{?closure\}?\}(?:#\d+)?|::\{closure#\d+\}/g, ''],
		[/<impl [^>]*>/g, ''],
		[/::<[^>]*>$/, ''],
	],
	ruby: [[/^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )+/, '']],
	php: [[/^.*\{closure.*\}$/, '{closure}']],
	dotnet: [
		[/^.*<([\w.]+)>[dbg]__[\w|]*(?:\.MoveNext)?$/, '$1'],
		[/^.*<([\w.]+)>c__\w+(?:\.<>m__\w+)?(?:\.MoveNext)?$/, '$1'],
		[/`\d+|\[[^\]]*\]/g, ''],
		[/\.\.(c?ctor)$/, '.$1'],
	],
	dart: [
		[/^new /, ''],
		[/<anonymous closure>/g, ANONYMOUS],
	],
	native: [
		[/\([^()]*\)(?: const)?$/, ''],
		[/<[^<>]*>$/, ''],
		[/^\?\?$/, ANONYMOUS],
	],
};

/**
 * The name of a function as engines, compilers and versions agree on it: its last part, without what they add.
 * @param name as a trace shows it; undefined for code outside of any function
 */
export function canonicalFunction(name: string | undefined, language: Language): string {
	if (name === undefined || name === '') return ANONYMOUS;
	let text = name;
	for (const [pattern, replacement] of STEPS[language] ?? []) text = text.replace(pattern, replacement);
	const last = text.split(/::|->|[.#]/).findLast((part) => part !== '');
	return last ?? ANONYMOUS;
}
