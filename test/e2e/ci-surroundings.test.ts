import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CI_SURROUNDINGS, CI_TOKENS } from '../support/ci-surroundings.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

/** A run that a job records; what the endpoint had when the last command had ended. */
async function recordIn(variables: Readonly<Record<string, string>>, audience: string) {
	const portal = await startPortal();
	const sandbox = createSandbox(runtime as NonNullable<typeof runtime>, {
		...variables,
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		MURMUR8_TELEMETRY_AUDIENCE: audience,
		MURMUR8_TELEMETRY_CI_WAIT_MS: '10000',
	});
	await sandbox.run(['run', 'start', 'notes-export']);
	const { stdout, stderr } = await sandbox.run(['run', 'finish', '--status', 'success']);
	expect([stdout, stderr]).toEqual(['', '']);
	// Nothing is waited for: what has not arrived now, would not in CI.
	const [event, ...more] = portal.accepted();
	expect(more).toEqual([]);
	return { sandbox, event };
}

describe.each(Object.entries(CI_SURROUNDINGS))('in a job of %s', (name, { variables, job }) => {
	test('a run is delivered before its last command ends; operators learn which job it was, and no token', async () => {
		const tokens = Object.fromEntries(CI_TOKENS.map((token) => [token, randomUUID()]));
		const { sandbox, event } = await recordIn({ ...variables, ...tokens }, 'on');
		expect(event?.body.identity).toMatchObject({ ci: name, ciJob: job });
		const kept = readdirSync(join(sandbox.project, '.claude'), { withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ name: file }) => readFileSync(join(sandbox.project, '.claude', file), 'latin1'));
		const everything = [event?.raw.toString() ?? '', JSON.stringify(event?.headers), ...kept].join('\n');
		expect(Object.keys(tokens).filter((token) => everything.includes(tokens[token] ?? ''))).toEqual([]);
	});

	test('nobody else learns which', async () => {
		const { event } = await recordIn(variables, 'user-only');
		expect(event?.body).toMatchObject({ slug: 'notes-export' });
		const sent = event?.raw.toString() ?? '';
		// Short numbers stand in every event.
		const told = Object.values(job).filter((value) => String(value).length > 4 && sent.includes(String(value)));
		expect(told).toEqual([]);
	});
});

test('a hostile job writes nothing into the event that is no text of one line', async () => {
	const evil = `\u001B]0;title\u0007${'x'.repeat(10_000)}\n::error::no`;
	const variables = Object.fromEntries(
		Object.keys(CI_SURROUNDINGS['github']?.variables ?? {}).map((key) => [key, evil]),
	);
	const { event } = await recordIn(
		{ ...variables, GITHUB_ACTIONS: 'true', GITHUB_WORKFLOW: '\u001B[31mred\nline' },
		'on',
	);
	expect(event?.body.identity).toMatchObject({ ci: 'github', ciJob: { workflow: 'red line' } });
	expect(Object.keys(event?.body.identity.ciJob)).toEqual(['workflow']);
});
