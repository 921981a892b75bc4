import { expect, test } from 'vitest';
import { parseFeedbackFromOutput } from '../../source/core/feedback.ts';

/** Every marker used to be scanned for 64 KiB: a megabyte of them took 13 s. Now four such scans are all it gets. */
test('output that opens objects and closes none is given up; a valid line after a few of them is found', () => {
	const open = 'FEEDBACK: {"rating": ';
	expect(parseFeedbackFromOutput(open.repeat(50_000))).toBeNull();
	const valid = 'FEEDBACK: {"rating":4,"issues":[],"rec":"proceed"}';
	expect(parseFeedbackFromOutput(`FEEDBACK: {N\n${valid}`)).toMatchObject({ rating: 4 });
	expect(parseFeedbackFromOutput(`${'FEEDBACK: {"rating":N}\n'.repeat(3)}${valid}`)).toMatchObject({ rating: 4 });
});
