import type { EngineMessage } from './engine-message.ts';

/** What goes wrong with what the language brings along: JSON, lists, dates, addresses, requests. */
export const ENGINE_VALUES: readonly EngineMessage[] = [
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
