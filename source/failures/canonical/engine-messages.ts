/** One error of the language, as each engine words it. */
export interface EngineMessage {
	/** What stands for it; `$1` is the first group of the expression that fits. */
	readonly canonical: string;
	/** The engines do not even agree on the class of some. */
	readonly className?: string;
	readonly patterns: readonly RegExp[];
	/** V8's, SpiderMonkey's and JavaScriptCore's; of one engine there may be several. */
	readonly examples: readonly string[];
}

export const ENGINE_MESSAGES: readonly EngineMessage[] = [
	{
		canonical: 'property of $1',
		patterns: [
			/^Cannot (?:read|set) properties of (undefined|null)(?: \(|$)/,
			/^Cannot (?:read|set) property '[^']*' of (undefined|null)$/,
			/^can't access property .{1,500} is (undefined|null)$/,
			/^(undefined|null) is not an object \(evaluating .*\)$/,
			/^Cannot destructure property .{0,300} as it is (undefined|null)\.?$/,
			/^.{1,300} is (undefined|null)$/,
		],
		examples: [
			"Cannot read properties of undefined (reading 'name')",
			"Cannot read property 'name' of undefined",
			'can\'t access property "name", user is undefined',
			'user is undefined',
			"undefined is not an object (evaluating 'user.name')",
		],
	},
	{
		canonical: '$1 is not defined',
		patterns: [/^([\w$]{1,100}) is not defined$/, /^Can't find variable: ([\w$]{1,100})$/],
		examples: ['myArray is not defined', "Can't find variable: myArray"],
	},
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
		canonical: 'assignment to a constant',
		patterns: [/^Assignment to constant variable\.?$/, /^invalid assignment to const .*$/],
		examples: ['Assignment to constant variable.', "invalid assignment to const 'x'"],
	},
	{
		canonical: 'assignment to what is read-only',
		patterns: [
			/^Cannot assign to read only property .*$/,
			/^(?:"[^"]*"|'[^']*'|[\w$.]{1,200}) is read-only$/,
			/^Attempted to assign to readonly property\.?$/,
		],
		examples: [
			"Cannot assign to read only property 'x' of object '#<Object>'",
			'"x" is read-only',
			'Attempted to assign to readonly property.',
		],
	},
	{
		canonical: 'property of an object that is not extensible',
		patterns: [
			/^Cannot add property .{1,200}, object is not extensible$/,
			/^can't define property .{1,400} is not extensible$/,
			/^Attempting to define property on object that is not extensible\.?$/,
		],
		examples: [
			'Cannot add property x, object is not extensible',
			'can\'t define property "x": Object is not extensible',
			'Attempting to define property on object that is not extensible.',
		],
	},
	{
		canonical: 'property that cannot be deleted',
		patterns: [
			/^Cannot delete property .*$/,
			/^property .{1,200} is non-configurable and can't be deleted$/,
			/^Unable to delete property\.?$/,
		],
		examples: [
			"Cannot delete property 'x' of #<Object>",
			'property "x" is non-configurable and can\'t be deleted',
			'Unable to delete property.',
		],
	},
	{
		canonical: 'used before its initialization',
		patterns: [
			/^Cannot access '[^']*' before initialization\.?$/,
			/^can't access lexical declaration ['"`][^'"`]*['"`] before initialization$/,
			/^Cannot access uninitialized variable\.?$/,
		],
		examples: [
			"Cannot access 'x' before initialization",
			"can't access lexical declaration 'x' before initialization",
			'Cannot access uninitialized variable.',
		],
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
		canonical: 'not JSON',
		patterns: [
			/^Unexpected (?:token|end of|non-whitespace character after) .{0,300}\bJSON\b/,
			/^Expected .{1,100} in JSON at position .*$/,
			/^(?:Unterminated string|Bad control character in string literal|Bad escaped character) in JSON.*$/,
			/^JSON\.parse: .*$/,
			/^JSON Parse error: .*$/,
		],
		examples: [
			'Unexpected token } in JSON at position 5',
			'Unexpected end of JSON input',
			`Unexpected token 'o', "oops" is not valid JSON`,
			'JSON.parse: unexpected character at line 1 column 2 of the JSON data',
			'JSON Parse error: Unexpected identifier "oops"',
		],
	},
	{
		canonical: 'circular structure as JSON',
		patterns: [
			/^Converting circular structure to JSON(?:$|\s.*)/,
			/^cyclic object value$/,
			/^JSON\.stringify cannot serialize cyclic structures\.?$/,
		],
		examples: [
			'Converting circular structure to JSON',
			'cyclic object value',
			'JSON.stringify cannot serialize cyclic structures.',
		],
	},
	{
		canonical: 'invalid array length',
		patterns: [/^[Ii]nvalid array length$/, /^Array size is not a small enough positive integer\.?$/],
		examples: ['Invalid array length', 'invalid array length', 'Array size is not a small enough positive integer.'],
	},
	{
		canonical: 'invalid date',
		patterns: [/^Invalid time value$/, /^[Ii]nvalid [Dd]ate$/],
		examples: ['Invalid time value', 'invalid date', 'Invalid Date'],
	},
	{
		canonical: 'request failed',
		patterns: [/^Failed to fetch$/, /^NetworkError when attempting to fetch resource\.?$/, /^Load failed$/],
		examples: ['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'],
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
		canonical: 'invalid URL',
		patterns: [
			/^(?:Failed to construct 'URL': )?Invalid URL$/,
			/^URL constructor: .{0,300} is not a valid URL\.?$/,
			/^(?:"[^"]*"|Type error|.{0,300}) cannot be parsed as a URL(?: .*|\.)?$/,
		],
		examples: [
			'Invalid URL',
			"Failed to construct 'URL': Invalid URL",
			'URL constructor: x is not a valid URL.',
			'"x" cannot be parsed as a URL.',
		],
	},
];

/** The wording that stands for those of all engines; undefined for a message that is not an engine's own. */
export function engineMessage(message: string): { readonly text: string; readonly className?: string } | undefined {
	for (const { canonical, className, patterns } of ENGINE_MESSAGES) {
		for (const pattern of patterns) {
			const found = pattern.exec(message);
			if (!found) continue;
			// Of an expression that is called, engines write more or less of what stands before the last name.
			const text = canonical.replace('$1', found[1]?.split('.').at(-1) ?? '');
			return className === undefined ? { text } : { text, className };
		}
	}
	return undefined;
}
