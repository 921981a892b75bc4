import { readHeader } from '../header.ts';
import type { LineRule, Reading } from '../rule.ts';

const IN = /:in [`']/;

/** `file:5:in 'name'`, with a gem in front, or with `from`; behind the first one stands the error. */
function readFrame(line: string): Reading | undefined {
	const text = line.replace(/^(?:from |# )/, '').replace(/^[\w-]{1,100} \([\w.]{1,40}\) /, '');
	const at = IN.exec(text);
	if (!at) return undefined;
	const place = /^(\S.{0,1000}):(\d+)$/.exec(text.slice(0, at.index));
	const from = at.index + at[0].length;
	const end = text.indexOf("'", from);
	if (!place || end < 0 || !/\.(?:rb|ru|rake|erb|haml|slim)$|[/\\]|^<internal:/.test(place[1] ?? '')) return undefined;
	const frame = { file: place[1] ?? '', line: Number(place[2]), function: text.slice(from, end) };
	const rest = text.slice(end + 1);
	if (rest === '') return frame;
	const error = /^: (.*) \(([A-Z][\w:]*)\)$/.exec(rest);
	if (error) return { ...frame, message: error[1] ?? '', className: error[2] ?? '' };
	return rest === ': unhandled exception' ? { ...frame, className: 'RuntimeError' } : undefined;
}

export const RUBY: readonly LineRule[] = [
	{
		name: 'ruby-frame',
		language: 'ruby',
		role: 'frame',
		triggers: [':in `', ":in '"],
		read: readFrame,
		examples: [
			["app/a.rb:69:in `load'", { file: 'app/a.rb', line: 69, function: 'load' }],
			["actionpack (5.1.4) lib/a.rb:63:in `call'", { file: 'lib/a.rb', line: 63, function: 'call' }],
			["from a.rb:5:in 'Foo#bar'", { file: 'a.rb', line: 5, function: 'Foo#bar' }],
			["a.rb:5:in 'x': no (KeyError)", { file: 'a.rb', line: 5, function: 'x', message: 'no', className: 'KeyError' }],
			["C:/a/b.rb:5:in `x'", { file: 'C:/a/b.rb', line: 5, function: 'x' }],
		],
		counterExamples: ["see a.rb:in `x'", 'a.rb:5:in `x', "10:30:in 'x'"],
	},
	{
		name: 'ruby-main-frame',
		language: 'ruby',
		role: 'frame',
		triggers: [],
		read: (text) => {
			const found = /^from (\S+\.rb):(\d+)$/.exec(text);
			return found ? { file: found[1] ?? '', line: Number(found[2]) } : undefined;
		},
		examples: [['from a.rb:5', { file: 'a.rb', line: 5 }]],
	},
	{
		name: 'ruby-cause',
		language: 'ruby',
		role: 'relation',
		triggers: [],
		read: (text) => {
			const header = text.startsWith('Caused by: ') ? readHeader(text.slice(11)) : undefined;
			return header ? { ...header, relation: 'cause' } : undefined;
		},
		examples: [['Caused by: KeyError: no', { relation: 'cause', className: 'KeyError', message: 'no' }]],
	},
];
