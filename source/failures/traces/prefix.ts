/** What stands in front of a line that a program wrote, put there by whoever passed it on. */
export interface Prefix {
	readonly name: string;
	/** Sticky. */
	readonly pattern: RegExp;
	/** Looked for first, because it is rare. */
	readonly holds?: 'tab';
	/** It names who wrote the line: lines of others in between do not interrupt it. */
	readonly isSpeaker?: boolean;
	readonly examples: readonly string[];
}

const SPACE = 32;
const TAB = 9;
const LEVELS = 'ERROR|FATAL|SEVERE|CRITICAL|WARNING|WARN|INFO|DEBUG|TRACE';

export const PREFIXES: readonly Prefix[] = [
	{
		name: 'time',
		pattern:
			/\[?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z| Z|[+-]\d{2}:?\d{2}| [+-]\d{4}| UTC)?\]?(?: \d{2}[OE][ +]| \| | - |: | |\t|(?=\t)|$)/y,
		examples: [
			'2026-01-02T03:04:05.678Z ',
			'[2026-01-02 03:04:05] ',
			'2026-01-02T03:04:05Z 00O ',
			'2026/01/02 03:04:05 ',
		],
	},
	{
		name: 'clock',
		pattern: /\[?\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\]?(?: - |: | |\t)/y,
		examples: ['03:04:05 ', '[03:04:05.678] '],
	},
	{
		name: 'syslog',
		pattern: /[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} [\w.-]{1,80} [\w./-]{1,80}(?:\[\d{1,9}\])?: /y,
		isSpeaker: true,
		examples: ['Jan  2 03:04:05 host app[12]: '],
	},
	{
		name: 'job',
		holds: 'tab',
		pattern: /[^\t\n]{1,80}\t[^\t\n]{1,80}\t(?=\d{4}-)/y,
		isSpeaker: true,
		examples: ['build\tRun tests\t2026-'],
	},
	{ name: 'stream', pattern: /(?:stdout|stderr) (?:[FP] |\| )/y, examples: ['stderr F ', 'stderr | '] },
	{ name: 'container', pattern: /[A-Za-z][\w.-]{0,60} {0,30}\| /y, isSpeaker: true, examples: ['web-1  | ', 'api | '] },
	{
		name: 'level-mark',
		pattern: new RegExp(`\\[(?:${LEVELS}|error|stderr|stdout) ?\\](?: |: )`, 'y'),
		examples: ['[ERROR] '],
	},
	{
		name: 'mark',
		pattern: /\[(?!cause\])[\w@/][\w@/.: -]{0,80}\](?: |: )/y,
		isSpeaker: true,
		examples: ['[pod/web-1/app] ', '[main] '],
	},
	{ name: 'level', pattern: new RegExp(`(?:${LEVELS})(?: - |: | )`, 'y'), examples: ['ERROR ', 'ERROR: '] },
	{ name: 'npm', pattern: /npm (?:ERR!|error) /y, examples: ['npm ERR! ', 'npm error '] },
	{ name: 'build-step', pattern: /#\d{1,4} \d{1,6}\.\d{1,4} /y, isSpeaker: true, examples: ['#12 1.234 '] },
	{
		name: 'dyno',
		pattern: /(?!error|warning|make)[a-z]{1,20}\[[\w.-]{1,40}\]: /y,
		isSpeaker: true,
		examples: ['app[web.1]: '],
	},
	{
		name: 'task',
		pattern: /@?[a-z][\w./-]{0,60}(?::[a-z][\w-]{0,40}| (?:test|build|start|dev|lint)): /y,
		isSpeaker: true,
		examples: ['web:test: ', '@acme/web:build: ', 'packages/a test: '],
	},
	{ name: 'annotation', pattern: /##\[error\]/y, examples: ['##[error]'] },
];

/** More than that nobody puts in front. */
const MOST = 5;

/** Where a line can begin, the deepest last, and who speaks. */
export interface Cut {
	readonly starts: readonly number[];
	readonly speaker: string;
}

const UNCUT: Cut = { starts: [0], speaker: '' };

export function cutPrefix(line: string): Cut {
	let at = 0;
	let speaker = '';
	const hasTab = line.includes('\t');
	const starts = [0];
	while (starts.length <= MOST) {
		// Nobody indents what is put in front, and nearly all lines of a stack are indented behind it.
		const first = line.charCodeAt(at);
		if (first === SPACE || first === TAB) break;
		const found = PREFIXES.find(({ pattern, holds }) => {
			if (holds === 'tab' && !hasTab) return false;
			pattern.lastIndex = at;
			return pattern.test(line);
		});
		if (!found) break;
		const { lastIndex } = found.pattern;
		if (found.isSpeaker) speaker += nameOf(line.slice(at, lastIndex));
		at = lastIndex;
		starts.push(at);
	}
	return starts.length === 1 ? UNCUT : { starts, speaker };
}

/** A speaker whose prefix holds times stays the same one. */
const nameOf = (prefix: string): string =>
	prefix.replace(/\d{2}:\d{2}:\d{2}|(?<=^#\d{1,4} )[\d.]+|^[A-Z][a-z]{2} [ \d]\d /g, '').trim();
