import { describe, expect, test } from 'vitest';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { project } from '../../source/core/privacy/project.ts';
import { render } from '../../source/lib/outgoing.ts';
import type { Payload } from '../../source/lib/payload.ts';
import { plantCanaries, seenIn } from '../core/privacy/canaries.ts';

/** The library's one way out, with a canary in every registered field and one that nobody registered. */
describe.each(AUDIENCES)('the library at audience %s', (audience) => {
	const { document, canaries } = plantCanaries('event');
	// Files are packed anew, and what is no packed file is left out: delivery/clean-artifacts.test.ts.
	const { artifacts: _, ...rest } = document;
	const given = { ...rest, stranger: 'canary of nobody' } as unknown as Payload;
	const settings = { audience, artifacts: 'on', wire: 'envelope', maxBytes: 1_048_576 } as const;
	const permitted = seenIn(project(rest as typeof document, audience)?.value, canaries);

	test('sends and queues exactly what is permitted', async () => {
		const outgoing = await render(given, settings);
		expect(outgoing.kind).toBe(audience === 'off' ? 'unsendable' : 'body');
		if (outgoing.kind !== 'body') return;
		for (const leaving of [JSON.parse(Buffer.from(outgoing.body).toString()), outgoing.queued]) {
			expect(seenIn(leaving, canaries)).toEqual(permitted);
			expect(JSON.stringify(leaving).includes('canary of nobody')).toBe(audience === 'on');
		}
	});
});
