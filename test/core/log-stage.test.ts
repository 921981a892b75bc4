import { expect, test } from 'vitest';
import { stageOfLog } from '../../source/core/log-stage.ts';
import { sampleStage } from '../support/store.ts';

const stages = ['nigel-tests', 'codey plan/2', 'step-2'].map((name) => sampleStage(name));

test.each([
	['nigel-tests.log', 'nigel-tests'],
	['nigel-tests-2.log', 'nigel-tests'],
	['nigel-tests.xml.gz', 'nigel-tests'],
	['nigel-tests', 'nigel-tests'],
	['codey_plan_2.log', 'codey plan/2'],
	['step-2.log', 'step-2'],
	['step-2-3.log', 'step-2'],
	['run.log', 'run'],
	['run-7.log', 'run'],
	['junit.xml', 'elsewhere'],
	['nigel-testsX.log', 'elsewhere'],
	['', 'elsewhere'],
	['é\u0000/.log', 'elsewhere'],
])('%j is of %s', (name, stage) => {
	expect(stageOfLog(name, { stages }, 'elsewhere')).toBe(stage);
});
