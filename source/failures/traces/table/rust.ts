import { type LineRule, matching } from '../rule.ts';

/** Threads of tests are called like them. */
const testOf = (thread: string) => (/^\w+(?:::\w+)+$/.test(thread) ? { test: thread } : {});

/** The end of a message in quotes, and where it was made. */
const OLD_PLACE = /', (?<file>[^\s':]+):(?<line>\d+):(?<column>\d+)$/;

const placeOf = matching(OLD_PLACE);

export const RUST: readonly LineRule[] = [
	{
		name: 'rust-panic',
		language: 'rust',
		role: 'error',
		triggers: ['panicked at '],
		messageLines: 8,
		read: (text) => {
			const found = /^thread '([^']*)' (?:\(\d+\) )?panicked at (.+)$/.exec(text);
			const [, thread = '', rest = ''] = found ?? [];
			const old = /^'(.*)', ([^\s']+):(\d+):(\d+)$/.exec(rest);
			const place = old ?? /^()([^\s'][^']*):(\d+):(\d+):$/.exec(rest);
			if (!place) return undefined;
			return {
				className: 'panic',
				...testOf(thread),
				file: place[2] ?? '',
				line: Number(place[3]),
				column: Number(place[4]),
				...(old ? { message: old[1] ?? '' } : {}),
			};
		},
		examples: [
			["thread 'main' panicked at src/main.rs:2:5:", { className: 'panic', file: 'src/main.rs', line: 2, column: 5 }],
			[
				"thread 'a::b' (123) panicked at src/a.rs:2:5:",
				{ className: 'panic', test: 'a::b', file: 'src/a.rs', line: 2, column: 5 },
			],
			[
				"thread 'main' panicked at 'no', src/a.rs:2:5",
				{ className: 'panic', message: 'no', file: 'src/a.rs', line: 2, column: 5 },
			],
		],
		counterExamples: ['the thread panicked at midnight'],
	},
	{
		// Before Rust 1.73 the place stands behind the message, however many lines that has.
		name: 'rust-panic-in-lines',
		language: 'rust',
		role: 'error',
		triggers: ["panicked at '"],
		messageLines: 8,
		read: (text) => {
			const [, thread = '', message] = /^thread '([^']*)' panicked at '(.*)$/.exec(text) ?? [];
			if (message === undefined || OLD_PLACE.test(text)) return undefined;
			return { className: 'panic', ...testOf(thread), message };
		},
		examples: [
			[
				"thread 'a::b' panicked at 'assertion failed: `(left == right)`",
				{ className: 'panic', test: 'a::b', message: 'assertion failed: `(left == right)`' },
			],
		],
		counterExamples: ["thread 'main' panicked at 'no', src/a.rs:2:5", "thread 'main' panicked at src/main.rs:2:5:"],
	},
	{
		name: 'rust-panic-place',
		language: 'rust',
		role: 'place',
		triggers: [],
		read: (text) => (text.startsWith("thread '") ? undefined : placeOf(text)),
		examples: [["right: `3`', src/lib.rs:5:24", { file: 'src/lib.rs', line: 5, column: 24 }]],
		counterExamples: ["it's, src/lib.rs:5:24", 'src/lib.rs:5:24', "thread 'main' panicked at 'no', src/a.rs:2:5"],
	},
	{
		name: 'rust-note',
		language: 'rust',
		role: 'filler',
		triggers: [],
		read: (text) => (/^note: |^stack backtrace:$/.test(text) ? {} : undefined),
		examples: [
			['stack backtrace:', {}],
			['note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace', {}],
		],
	},
	{
		name: 'rust-call',
		language: 'rust',
		role: 'frame',
		triggers: [],
		read: matching(/^\d+: (?:0x[0-9a-f]+ - )?(?<function>[\w<][\w:<>{}#&$,*[\]() ]{1,300})$/),
		examples: [
			['0: std::panicking::begin_panic_handler', { function: 'std::panicking::begin_panic_handler' }],
			['12: 0x55d4 - app::main::h0123456789abcdef', { function: 'app::main::h0123456789abcdef' }],
		],
		counterExamples: ['left: 1', '12: "x"'],
	},
	{
		name: 'rust-place',
		language: 'rust',
		role: 'place',
		triggers: [],
		read: matching(/^(?:at|-->|:::) (?<file>(?:[A-Za-z]:)?[^\s:]+):(?<line>\d+)(?::(?<column>\d+))?$/),
		examples: [
			[
				'at /rustc/17067e9/library/std/src/panicking.rs:593:5',
				{ file: '/rustc/17067e9/library/std/src/panicking.rs', line: 593, column: 5 },
			],
			['--> src/main.rs:4:5', { file: 'src/main.rs', line: 4, column: 5 }],
		],
	},
	{
		name: 'rustc-error',
		language: 'rust',
		role: 'open',
		isDiagnostic: true,
		triggers: ['\nerror: ', 'error[E', ' error: '],
		read: matching(/^error(?:\[(?<className>E\d{4})\])?: (?<message>.+)$/),
		examples: [
			['error[E0382]: borrow of moved value: `x`', { className: 'E0382', message: 'borrow of moved value: `x`' }],
			['error: cannot find macro `x` in this scope', { message: 'cannot find macro `x` in this scope' }],
		],
		counterExamples: ['error - x', 'an error: x'],
	},
];
