import { describe, expect, test } from 'vitest';
import { DEFAULT_PRICING, parseDollars } from '../../source/core/money.ts';
import { readUsageEvents, sumUsage, usageByStage } from '../../source/core/usage.ts';
import { INHERITED_NAMES } from './property.ts';

const read = (text: string) => readUsageEvents(text, Date.parse);
const readOne = (event: object) => read(JSON.stringify(event));
const TOKENS = { input: 10, output: 2 };
const dollars = (text: string) => parseDollars(text) ?? -1n;

describe('spellings of one event', () => {
	test.each([
		[{ stage: 'alex', usage: { inputTokens: 10, outputTokens: 2 } }],
		[{ stageName: 'alex', usage: { input_tokens: 10, output_tokens: 2 } }],
		[{ pipelineStage: 'alex', inputTokens: 10, outputTokens: 2 }],
		[{ stage_id: 'alex', input_tokens: 10, output_tokens: 2 }],
		[{ metadata: { stage: 'alex' }, usage: { inputTokens: 10, outputTokens: 2 } }],
		[{ metadata: { stageName: 'alex' }, usage: { inputTokens: 10, output_tokens: 2 } }],
		[{ metadata: { pipelineStage: 'alex' }, usage: { input_tokens: 10, outputTokens: 2 } }],
		[{ metadata: { stage_id: 'alex' }, inputTokens: 10, output_tokens: 2 }],
		[{ stage: ' ', stageName: 'alex', usage: { inputTokens: '10', input_tokens: 10, outputTokens: 2 } }],
		[{ stage: 'alex', usage: { inputTokens: 10, outputTokens: 2 }, inputTokens: 99, outputTokens: 99 }],
		[{ stage: 'alex', metadata: { stage: 'cass' }, usage: { inputTokens: 10, outputTokens: 2 } }],
	])('%j', (event) => {
		expect(readOne(event)).toEqual([{ stage: 'alex', tokens: TOKENS }]);
	});

	test.each([
		['cost', { cost: 0.5 }, { cost: dollars('0.5') }],
		['estimatedCost', { estimatedCost: 0.25 }, { cost: dollars('0.25') }],
		['cost before estimatedCost', { cost: 0.5, estimatedCost: 0.25 }, { cost: dollars('0.5') }],
		['a cost in usage', { usage: { cost: 0.5 } }, { cost: dollars('0.5') }],
		['total_nano_aiu beside tokens', { total_nano_aiu: 7e9, inputTokens: 1 }, { tokens: { input: 1, output: 0 } }],
		['one of the two counts', { outputTokens: 2 }, { tokens: { input: 0, output: 2 } }],
		['a time as text', { cost: 0, timestamp: '2026-01-01T00:00:00Z' }, { cost: 0n, timestampMs: 1_767_225_600_000 }],
		['a time in seconds', { cost: 0, timestamp: 1_767_225_600 }, { cost: 0n, timestampMs: 1_767_225_600_000 }],
		['a time in milliseconds', { cost: 0, timestamp: 1_767_225_600_000 }, { cost: 0n, timestampMs: 1_767_225_600_000 }],
		['a time that is none', { cost: 0, timestamp: 'later' }, { cost: 0n }],
		['a stage that is no text', { cost: 0, stage: 7 }, { cost: 0n }],
	])('%s', (_what, event, expected) => {
		expect(readOne(event)).toEqual([expected]);
	});

	test.each([
		[{ total_nano_aiu: 7e9 }],
		[{ stage: 'alex' }],
		[{ inputTokens: -1 }],
		[{ inputTokens: 1.5 }],
		[{ inputTokens: 2 ** 53 }],
		[{ usage: null, cost: -1 }],
		[{ cost: '0.5' }],
		[{ usage: [1, 2] }],
	])('%j says nothing of usage', (event) => {
		expect(readOne(event)).toEqual([]);
	});
});

describe('forms of the file', () => {
	const [one, two] = ['{"stage":"alex","inputTokens":1}', '{"stage":"cass","inputTokens":2}'];
	test.each([
		['JSON lines', `${one}\n${two}\n`],
		['JSON lines with CRLF', `${one}\r\n${two}\r\n`],
		['JSON lines with a BOM', `\uFEFF${one}\n${two}`],
		['blank lines between', `\n${one}\n\n${two}\n\n`],
		['a broken last line', `${one}\n${two}\n{"stage":"codey","inp`],
		['a broken line in the middle', `${one}\nnot json\n${two}`],
		['an array', `[${one},${two}]`],
		['an array over lines, with CRLF and BOM', `\uFEFF[\r\n${one},\r\n${two}\r\n]\r\n`],
		['an array with strangers', `[null,1,"x",[],${one},{},${two}]`],
	])('%s', (_what, text) => {
		expect(read(text).map(({ stage }) => stage)).toEqual(['alex', 'cass']);
	});

	test('a single object', () => {
		expect(read(`\n${one}\n`)).toHaveLength(1);
	});

	test.each(['', ' \n', '\uFEFF', 'null', '7', '"text"', '[]', '{', 'words'])('%j holds no event', (text) => {
		expect(read(text)).toEqual([]);
	});
});

describe('sumUsage', () => {
	test('a stated cost counts, tokens are priced where none is stated', () => {
		const events = [{ tokens: TOKENS, cost: dollars('0.5') }, { tokens: { input: 1_000_000, output: 0 } }];
		expect(sumUsage(events, DEFAULT_PRICING)).toEqual({
			tokens: { input: 1_000_010, output: 2 },
			cost: dollars('3.5'),
		});
	});

	test('what nobody stated stays unknown', () => {
		expect(sumUsage([], DEFAULT_PRICING)).toEqual({ tokens: undefined, cost: undefined });
		expect(sumUsage([{ cost: 0n }], DEFAULT_PRICING)).toEqual({ tokens: undefined, cost: 0n });
	});
});

describe('usageByStage', () => {
	const event = (stage: string, timestampMs?: number) => ({
		stage,
		tokens: TOKENS,
		...(timestampMs && { timestampMs }),
	});
	const stagesOf = (events: Parameters<typeof usageByStage>[0], ...known: string[]) => [
		...usageByStage(events, new Set(known), 1_000, DEFAULT_PRICING).keys(),
	];

	test('events of one stage are added', () => {
		const usage = usageByStage([event('alex'), event('Alex ')], new Set(['alex']), 0, DEFAULT_PRICING);
		expect(usage.get('alex')?.tokens).toEqual({ input: 20, output: 4 });
	});

	test.each([
		['nigel', [], 'nigel-tests'],
		['codey', [], 'codey-implement'],
		['nigel', ['nigel'], 'nigel'],
		['CODEY', ['codey-implement'], 'codey-implement'],
		['other', [], 'other'],
		...INHERITED_NAMES.map((name) => [name, [], name.toLowerCase()] as const),
	] as const)('%s of a run with %j is %s', (name, known, expected) => {
		expect(stagesOf([event(name)], ...known)).toEqual([expected]);
	});

	test('events from before the run and events without a stage are left out', () => {
		expect(stagesOf([event('old', 999), event('first', 1_000), event('untimed'), { tokens: TOKENS }])).toEqual([
			'first',
			'untimed',
		]);
	});
});
