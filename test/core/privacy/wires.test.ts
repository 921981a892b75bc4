import { describe, expect, test } from 'vitest';
import { toFlat } from '../../../source/core/payload/flat.ts';
import { renderWireBody } from '../../../source/core/payload/wire.ts';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { plantCanaries, seenIn } from './canaries.ts';

const LIMIT = 1_048_576;
const NO_TEXTS = new Map<string, string>();
/** What the flat wire says in words of its own: statuses that receivers know, ids that they gave. */
const REWORDED: ReadonlySet<string> = new Set(['.run.status', '.run.parentRunId']);

/** Both wires show what the projection let through, all of it and nothing else: canaries in every registered field. */
describe.each(AUDIENCES)('at audience %s', (audience) => {
	const { document, canaries } = plantCanaries('event');
	const projected = project(document, audience);
	const permitted = seenIn(projected?.value, canaries);

	test('the envelope has every permitted canary', () => {
		const rendering = projected && renderWireBody(projected, { wire: 'envelope', maxBytes: LIMIT, texts: NO_TEXTS });
		const body = rendering?.kind === 'body' ? JSON.parse(Buffer.from(rendering.body).toString()) : undefined;
		expect(seenIn(body, canaries)).toEqual(permitted);
		expect(permitted.length > 0).toBe(audience !== 'off');
	});

	test('the flat body has them too, but for what it says in its own words', () => {
		const body = projected && toFlat(projected, NO_TEXTS, undefined);
		expect(seenIn(body, canaries)).toEqual(permitted.filter((path) => !REWORDED.has(path)));
	});

	test('a file that is withheld is not shown as text either', () => {
		const texts = new Map(Object.keys(document.artifacts ?? {}).map((name) => [name, 'canary of a story']));
		const body = JSON.stringify(projected && toFlat(projected, texts, undefined)) ?? '';
		expect(body.includes('canary of a story')).toBe(audience === 'user-only' || audience === 'on');
	});
});
