import { SourceMap, type SourceMapping } from 'node:module';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { mapThrough, withConstants } from '../../scripts/constants.ts';

test.each([
	['var a=1;', 'const a=1;'],
	['var a=1,b=f(a);', 'const a=1,b=f(a);'],
	// No value yet, or another one later: in an assignment, in a pattern, in a loop, of a function.
	['var a;', 'var a;'],
	['var a=1;a=2;', 'var a=1;a=2;'],
	['var a=1;function f(){a+=2}', 'var a=1;function f(){a+=2}'],
	['var a=1;const f=()=>a++;', 'var a=1;const f=()=>a++;'],
	['var a=1,b=1;[a,{x:b}]=f();', 'var a=1,b=1;[a,{x:b}]=f();'],
	['var a=1,b=1;({a,...b}=f());', 'var a=1,b=1;({a,...b}=f());'],
	['var a=1;[a=5]=f();', 'var a=1;[a=5]=f();'],
	['var a=1;for(a of f());', 'var a=1;for(a of f());'],
	['var a=1;for(a in f());', 'var a=1;for(a in f());'],
	// What is changed inside of a value leaves the variable as it is.
	['var a={};a.b=1;a[c]++;', 'const a={};a.b=1;a[c]++;'],
	// Each of a list by itself, in its order.
	['var a=1,b,c=2,d=3;b=a;', 'const a=1;var b;const c=2,d=3;b=a;'],
	['var {a,b:[c]}=f(),{d}=f();d=1;', 'const {a,b:[c]}=f();var {d}=f();d=1;'],
	// Only the outermost: those of functions may be declared twice.
	['function f(){var a=1;var a=2}', 'function f(){var a=1;var a=2}'],
	['if(x)var a=1;', 'if(x)var a=1;'],
	// A thread's script is wrapped in a function.
	['"use strict";(()=>{var a=1})();', '"use strict";(()=>{const a=1})();'],
	['(()=>{var a=1,b=2;b=a})();', '(()=>{const a=1;var b=2;b=a})();'],
	['let a=1;const b=2;export{a,b};', 'let a=1;const b=2;export{a,b};'],
])('%s', (code, expected) => {
	expect(withConstants(code).toString()).toBe(expected);
});

test('the source map leads where it led before', async () => {
	const source =
		'var first = 1,\n  second,\n  third = () => first;\nsecond = third();\nconsole.log("a text", second);\n';
	const before = await transform(source, { sourcemap: 'external', sourcefile: 'a.js', minifyWhitespace: true });
	const code = withConstants(before.code);
	const after = { code: code.toString(), map: mapThrough(code, before.map) };
	expect(after.code).toContain('const first=1;var second;const third=');
	const places = ({ code, map }: typeof after) =>
		[...code.matchAll(/first|second|third|console|"a text"/g)].map(({ 0: word, index }) => {
			const { originalLine, originalColumn } = new SourceMap(JSON.parse(map)).findEntry(0, index) as SourceMapping;
			return { word, at: source.split('\n')[originalLine]?.slice(originalColumn).startsWith(word) };
		});
	expect(places(after)).toEqual(places(before));
	expect(places(after).filter(({ at }) => at)).toHaveLength(places(after).length);
});
