import type { EngineMessage } from './engine-message.ts';

/** What goes wrong with calls and operators, as each engine words it. */
export const ENGINE_CALLS: readonly EngineMessage[] = [
	{
		canonical: '$1 is not a function',
		patterns: [/^(?:\(intermediate value\))?(\S{1,300}) is not a function$/, /^(\S{1,300}) is not a function\. \(In '/],
		examples: [
			'user.getName is not a function',
			"user.getName is not a function. (In 'user.getName()', 'user.getName' is undefined)",
			'load(...).user.getName is not a function',
		],
	},
	{
		canonical: '$1 is not a constructor',
		patterns: [
			/^(\S{1,300}) is not a constructor$/,
			/^\S{1,300} is not a constructor \(evaluating 'new ([\w$.]{1,300})/,
		],
		examples: ['api.Client is not a constructor', "undefined is not a constructor (evaluating 'new api.Client()')"],
	},
	{
		canonical: 'too much recursion',
		className: 'RangeError',
		patterns: [/^Maximum call stack size exceeded\.?$/, /^too much recursion$/],
		examples: ['Maximum call stack size exceeded', 'too much recursion', 'Maximum call stack size exceeded.'],
	},
	{
		canonical: 'not iterable',
		patterns: [
			/^\S.{0,300} is not iterable(?: \(|$)/,
			/^undefined is not a function \(near .*\)$/,
			/^Spread syntax requires .{0,40}iterable.*$/,
		],
		examples: ['items is not iterable', "undefined is not a function (near '...items...')"],
	},
	{
		canonical: 'class called without new',
		patterns: [
			/^Class constructor \S{0,100} ?cannot be invoked without 'new'$/,
			/^class constructors must be invoked with 'new'$/,
			/^Cannot call a class constructor .{0,100}without \|new\|$/,
		],
		examples: [
			"Class constructor Foo cannot be invoked without 'new'",
			"class constructors must be invoked with 'new'",
			'Cannot call a class constructor Foo without |new|',
		],
	},
	{
		canonical: 'in, used on what is no object',
		patterns: [
			/^Cannot use 'in' operator to search for .*$/,
			/^(?:right-hand side of 'in' should be an object, got .*|cannot use 'in' operator to search for .*)$/,
			/^.{1,300} is not an Object\. \(evaluating .*\)$/,
		],
		examples: [
			"Cannot use 'in' operator to search for 'x' in abc",
			"right-hand side of 'in' should be an object, got string",
			`"abc" is not an Object. (evaluating '"x" in text')`,
		],
	},
	{
		canonical: 'instanceof, used on what is no class',
		patterns: [
			/^Right-hand side of 'instanceof' is not (?:callable|an object)$/,
			/^invalid 'instanceof' operand .*$/,
			/^Right hand side of instanceof is not (?:an object|a function)\.?$/,
		],
		examples: [
			"Right-hand side of 'instanceof' is not callable",
			"invalid 'instanceof' operand x",
			'Right hand side of instanceof is not an object',
		],
	},
	{
		canonical: 'BigInt mixed with another type',
		patterns: [
			/^Cannot mix BigInt and other types, use explicit conversions$/,
			/^can't convert BigInt to number$/,
			/^Invalid mix of BigInt and other type in .*$/,
		],
		examples: [
			'Cannot mix BigInt and other types, use explicit conversions',
			"can't convert BigInt to number",
			'Invalid mix of BigInt and other type in addition.',
		],
	},
];
