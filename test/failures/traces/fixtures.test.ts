import { describe, expect, test } from 'vitest';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import type { Trace } from '../../../source/failures/traces/trace.ts';
import { SHARED_DATA } from '../../support/shared-data.ts';
import { readFixtures } from '../../support/traces/fixtures.ts';

const fixtures = readFixtures();

/** How many frames each holds, counted by eye: `{main}` and the place that PHP throws at are two of them. */
const FRAMES: Readonly<Record<string, number>> = {
	COMPLEX_JAVA_EXC: 26,
	NESTED_JAVA_EXC: 15,
	NODE_JS_EXC: 10,
	CLIENT_JS_EXC: 5,
	PYTHON_EXC: 3,
	PHP_EXC: 4,
	PHP_ON_GAE_EXC: 6,
	GO_EXC: 21,
	GO_ON_GAE_EXC: 8,
	GO_SIGNAL_EXC: 3,
	GO_HTTP: 8,
	CSHARP_EXC: 10,
	CSHARP_NESTED_EXC: 6,
	CSHARP_ASYNC_EXC: 10,
	RUBY_EXC: 10,
	RAILS_EXC: 21,
	DART_ASYNC_ERR: 4,
	DART_RANGE_ERR: 6,
	DART_TYPE_ERR: 6,
	DART_NO_METHOD_ERR: 6,
	DART_NO_METHOD_GLOBAL_ERR: 6,
};
const DART_FRAMES = 5;

const framesOf = ({ frames, causes }: Trace) => [...frames, ...causes.flatMap((cause) => cause.frames)];

/** Lines that a reader would call a frame, told by other means than the extractor's. */
function placesIn(text: string): readonly string[] {
	return [...text.matchAll(/([\w.~-]+\.\w+)(?::|\(|", line |:line )(\d+)/g)].map(([, file, line]) => `${file}:${line}`);
}

describe.skipIf(!fixtures)(SHARED_DATA, () => {
	test.each(Object.entries(fixtures ?? {}).filter(([name]) => !name.startsWith('ARBITRARY')))('%s', (name, text) => {
		const traces = extractTraces(text);
		expect(traces).toHaveLength(1);
		const [trace] = traces as [Trace];
		const frames = framesOf(trace);
		expect(frames).toHaveLength(FRAMES[name] ?? DART_FRAMES);
		expect(trace.className + trace.message).not.toBe('');
		// Every place that is written there, and no other.
		const found = frames.flatMap(({ file, line }) =>
			file === undefined || line === undefined ? [] : [`${file.split(/[/\\]/).at(-1)?.split(' ').at(-1)}:${line}`],
		);
		const written = new Set(placesIn(text));
		for (const place of found) expect(written.has(place) || /<anonymous>|\?/.test(place), place).toBe(true);
	});

	test('no trace in the arbitrary text', () => {
		const texts = Object.entries(fixtures ?? {}).filter(([name]) => name.startsWith('ARBITRARY'));
		expect(texts.length).toBeGreaterThan(0);
		for (const [, text] of texts) expect(extractTraces(text)).toEqual([]);
	});

	test('all in one log: as many traces, in order', () => {
		const texts = Object.entries(fixtures ?? {}).filter(([name]) => !name.startsWith('ARBITRARY'));
		const alone = texts.map(([, text]) => extractTraces(text)[0]);
		const together = extractTraces(texts.map(([, text]) => `${text}\n\nNext job\n\n`).join(''));
		expect(together.map(({ className, message }) => [className, message])).toEqual(
			alone.map((trace) => [trace?.className, trace?.message]),
		);
		expect(together.flatMap(framesOf)).toEqual(alone.flatMap((trace) => (trace ? framesOf(trace) : [])));
	});
});
