import { globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { successfulLine } from '../../../bench/support/ci-lines.ts';
import { extractTraces, TraceExtractor } from '../../../source/failures/traces/extractor.ts';
import type { Trace } from '../../../source/failures/traces/trace.ts';
import { createChance } from '../../support/chance.ts';
import { BENIGN } from '../../support/planted/benign.ts';
import { createDraw } from '../../support/planted/values.ts';
import { proseOf, withoutCode } from '../../support/traces/prose.ts';

const packages = resolve(import.meta.dirname, '..', '..', '..', 'node_modules');
const TEN_MB = 10_000_000;

const told = ({ logLine, className, message, frames }: Trace): string =>
	`${logLine}: ${className}: ${message.slice(0, 80)} ${JSON.stringify(frames[0])}`;

test('ten megabytes of source code hold no trace', () => {
	let size = 0;
	const found: string[] = [];
	for (const file of globSync('**/*.{js,mjs,cjs,ts,mts,cts}', { cwd: packages })) {
		const bytes = readFileSync(join(packages, file));
		size += bytes.length;
		found.push(...extractTraces(bytes).map((trace) => `${file}:${told(trace)}`));
		if (size > TEN_MB) break;
	}
	expect(size).toBeGreaterThan(TEN_MB);
	expect(found).toEqual([]);
});

test('what people wrote about the packages that are installed holds no trace', () => {
	let size = 0;
	const found: string[] = [];
	for (const file of globSync('**/{*.md,*.txt,LICENSE*,NOTICE*}', { cwd: packages })) {
		if (!statSync(join(packages, file)).isFile()) continue;
		const text = withoutCode(readFileSync(join(packages, file), 'utf8'));
		size += text.length;
		found.push(...extractTraces(text).map((trace) => `${file}:${told(trace)}`));
	}
	expect(size).toBeGreaterThan(TEN_MB / 10);
	expect(found).toEqual([]);
});

test('ten megabytes of sentences that hold the words of traces hold no trace', () => {
	const found: Trace[] = [];
	const extractor = new TraceExtractor((trace) => found.push(trace));
	const chance = createChance(3);
	for (let size = 0; size < TEN_MB; ) {
		const piece = Buffer.from(proseOf(chance, 2000));
		size += piece.length;
		extractor.push(piece);
	}
	extractor.end();
	expect(found.map(told)).toEqual([]);
});

test('ten megabytes of logs of successful builds hold no trace', () => {
	const found: Trace[] = [];
	const extractor = new TraceExtractor((trace) => found.push(trace));
	const chance = createChance(4);
	const draw = createDraw(createChance(5));
	const benign = Object.entries(BENIGN).filter(([name]) => !/frame|compiler-line/.test(name));
	for (let size = 0; size < TEN_MB; ) {
		const lines = Array.from({ length: 500 }, () => successfulLine(chance));
		const texts = benign.map(([, make]) => make(draw));
		const piece = Buffer.from(`${[...lines, ...texts].join('\n')}\n`);
		size += piece.length;
		extractor.push(piece);
	}
	extractor.end();
	expect(found.map(told)).toEqual([]);
});
