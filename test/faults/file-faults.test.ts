import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
	createFaultPlace,
	expectRunUnharmed,
	type FaultPlace,
	FOREIGN_HISTORY,
	mountMemory,
	withLimit,
} from '../support/fault-place.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { DISK_BYTES, FAULTS, type Fault } from './file-fault-table.ts';

/** What the published files hold before; the runs of others among it must be there afterwards. */
const THEIRS = JSON.parse(FOREIGN_HISTORY) as readonly unknown[];

function expectWholeFiles({ file }: FaultPlace): void {
	for (const name of ['pipeline-history.json', 'telemetry-failed.json']) {
		const path = file('.claude', name);
		if (!existsSync(path)) continue;
		const entries: unknown = JSON.parse(readFileSync(path, 'utf8'));
		expect(Array.isArray(entries), name).toBe(true);
		if (name === 'pipeline-history.json') expect(entries).toEqual(expect.arrayContaining([...THEIRS]));
	}
}

async function arrange(fault: Fault, runtime: Runtime): Promise<FaultPlace> {
	const disk = fault.needsDisk ? mountMemory(DISK_BYTES) : undefined;
	const place = await createFaultPlace(runtime, disk?.path);
	writeFileSync(place.file('.claude', 'pipeline-history.json'), FOREIGN_HISTORY);
	if (fault.isUsed) await expectRunUnharmed(place);
	fault.arrange({ place, disk });
	return place;
}

const [binary, node] = RUNTIMES as readonly [Runtime, Runtime];

describe.each([
	[node, FAULTS],
	[binary, FAULTS.filter(({ isSmoke }) => isSmoke)],
] as const)('on $name', (runtime, faults) => {
	test.each(faults)('$name harms no run, leaves the published files whole, and doctor names it', async (fault) => {
		const place = await arrange(fault, runtime);
		await expectRunUnharmed(place);
		expectWholeFiles(place);
		const findings = await place.examine();
		expect(findings.map(({ seen }) => seen)).toContainEqual(expect.stringMatching(fault.seen));
	});
});

describe('few files that may be open', () => {
	/** A runtime needs some to start at all, which is its own affair; from there on all must go well. */
	async function leastDescriptors(place: FaultPlace): Promise<number> {
		for (let count = 12; count < 64; count++) {
			place.prefix = withLimit(`-n ${count}`);
			if ((await place.run('--version')).exitCode === 0) return count;
		}
		throw new Error('the program does not start');
	}

	test.each([node, binary])('from the fewest with which $name starts, no run is harmed', async (runtime) => {
		const place = await createFaultPlace(runtime);
		writeFileSync(place.file('.claude', 'pipeline-history.json'), FOREIGN_HISTORY);
		const least = await leastDescriptors(place);
		const seen: string[] = [];
		// One descriptor more at a time, one more step of the way can be taken.
		for (let count = least; count < least + 10; count++) {
			place.prefix = withLimit(`-n ${count}`);
			await expectRunUnharmed(place);
			expectWholeFiles(place);
			const { stdout, stderr } = await place.run('doctor', '--json');
			seen.push(stdout + stderr);
		}
		// Where the database can't be had for want of them, doctor says so in the system's word.
		expect(seen.some((text) => text.includes('EMFILE'))).toBe(true);
		place.prefix = [];
		await expectRunUnharmed(place);
		expectWholeFiles(place);
	});
});
