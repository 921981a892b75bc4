import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPatient, type Patient } from '../support/doctor.ts';
import { createGit } from '../support/git.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { FAULTS, type Fault } from './doctor-faults.ts';

/** What lies outside this machine is put right there. */
async function mend(fault: Fault, fix: string, patient: Patient): Promise<void> {
	// What lies outside this machine, the test mends.
	if (fault.id === 'clock' || fault.id === 'rejected') patient.portal.behaviour = 'portal';
	if (fault.id !== 'clock') await patient.apply(fault.prepareFix?.(fix, patient) ?? fix);
}

describe.each(RUNTIMES)('doctor on $name', (runtime) => {
	const isBinary = runtime.name === 'binary';

	test('finds nothing wrong where nothing is, and sends nothing', async () => {
		const patient = await createPatient(runtime);
		const { exitCode, stdout } = await patient.sandbox.run(['doctor'], { env: patient.env });
		expect(stdout).toBe(
			'! audience user-only: who and where stay at home; AUDIENCE=on sends them\n' +
				'  fix: none needed; to send them, write MURMUR8_TELEMETRY_AUDIENCE=on into .env\n' +
				'✓ nothing keeps telemetry from arriving\n0 problems, 1 note\n',
		);
		expect(exitCode).toBe(0);
		expect(patient.portal.requests.map(({ method }) => method)).toEqual(['HEAD']);
		expect(patient.portal.requests[0]?.raw.length).toBe(0);
		expect(patient.portal.requests[0]?.headers.authorization).toBeUndefined();
	});

	test.each(FAULTS.filter(({ isSmoke }) => isBinary || isSmoke))('$name: found, and gone once fixed', async (fault) => {
		const patient = await createPatient(runtime);
		await fault.plant(patient);
		const before = await patient.examine();
		const found = before.findings.filter(({ id }) => id === fault.id);
		expect(before.findings.map(({ id }) => id).filter((id) => id !== 'audience-default')).toEqual([fault.id]);
		expect(found[0]?.seen).toMatch(fault.seen);
		await mend(fault, found[0]?.fix ?? '', patient);
		const after = await patient.examine();
		// Trusted, the settings file says who may see what; nothing else is left of a fault but the healthy project's note.
		const healthy = fault.id === 'waits-for-trust' ? [] : ['audience-default'];
		const isOperator = fault.id === 'operator-only-on-flat';
		expect(after.findings.map(({ id }) => id)).toEqual(isOperator ? [] : healthy);
	});

	test('contacts nobody while delivery is off, and shows no key', async () => {
		const patient = await createPatient(runtime);
		patient.writeDotenv({ MURMUR8_TELEMETRY_AUDIENCE: 'off' });
		const { exitCode, stdout } = await patient.sandbox.run(['doctor'], { env: patient.env });
		expect(exitCode).toBe(0);
		expect(stdout).toContain('✓ nothing is wrong; telemetry is off\n0 problems, 1 note\n');
		expect(stdout).not.toContain(patient.portal.key);
		expect(patient.portal.requests).toEqual([]);
	});
});

test('a linked worktree without a .env anywhere is told where to put one', async () => {
	const [binary] = RUNTIMES;
	if (!binary) throw new Error('there is no runtime');
	const patient = await createPatient(binary);
	const git = createGit();
	const main = git.init(temporaryFolder(), 'main');
	git.commit(main);
	git.run(main, 'worktree', 'add', '--quiet', '../linked');
	patient.cwd = join(main, '..', 'linked');
	const before = await patient.examine();
	expect(before.findings.map(({ id }) => id)).toEqual(['worktree-without-dotenv']);
	await patient.apply(before.findings[0]?.fix ?? '');
	expect(readFileSync(join(main, '.env'), 'utf8')).toContain(patient.portal.url);
	const after = await patient.examine();
	expect(after.findings.map(({ id }) => id)).toEqual(['audience-default']);
});
