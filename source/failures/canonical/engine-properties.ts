import type { EngineMessage } from './engine-message.ts';

/** What goes wrong with properties and variables, as each engine words it. */
export const ENGINE_PROPERTIES: readonly EngineMessage[] = [
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
];
