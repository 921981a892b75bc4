import { expect, test } from 'vitest';
import { parseLiveQuery } from '../../../source/core/live/query.ts';
import { INHERITED_NAMES } from '../property.ts';

test('nothing asked for is everything there is', () => {
	expect(parseLiveQuery({})).toEqual({ kind: 'value', value: { window: 'all' } });
	expect(parseLiveQuery({ stage: undefined })).toEqual({ kind: 'value', value: { window: 'all' } });
});

test('dimensions go together', () => {
	const query = {
		window: '24h',
		stage: 'cass',
		severity: 'error',
		metric: 'murmur8.*',
		feature: 'a',
		status: 'failed',
	};
	expect(parseLiveQuery(query)).toEqual({ kind: 'value', value: query });
});

test.each<readonly [given: object, message: RegExp]>([
	...['1H', '2h', '', 'everything', '3600000', ...INHERITED_NAMES].map(
		(window) => [{ window }, /window is .*: must be one of: 1h, 24h, 7d, 30d, all$/] as const,
	),
	[{ stage: 'Alex' }, /stage is "Alex": must be one of: alex, cass, /],
	[{ severity: 'fatal' }, /severity is "fatal": must be one of: error, warning, info$/],
	[{ status: 'running' }, /status is "running": must be one of: success, failed, paused, aborted, other$/],
	[{ audience: 'on' }, /"audience" must be one of: window, stage, severity, status, metric, feature$/],
	[{ constructor: 'x' }, /"constructor" must be one of: /],
	[{ feature: '' }, /feature is empty$/],
])('%j is an error that names the choices', (given, message) => {
	expect(parseLiveQuery(given as Record<string, string>)).toMatchObject({
		kind: 'problem',
		message: expect.stringMatching(message),
	});
});
