import { diagnose } from '../../core/doctor/diagnose.ts';
import type { DoctorFacts } from '../../core/doctor/facts.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import { countProblems, renderFindings } from '../../render/doctor-text.ts';
import type { Handler } from '../spec.ts';
import { gatherFacts } from './gather.ts';

/** The system's look-up of a name can't be called off; it would hold the process for as long as it likes. */
const isLookupPending = ({ probe }: DoctorFacts) =>
	probe?.result.kind === 'failed' && probe.result.step === 'lookup' && probe.result.reason.startsWith('no answer');

/** `doctor`: what keeps telemetry from arriving. */
export const doctor: Handler = async ({ flags }, context) => {
	const facts = await gatherFacts(context);
	const findings = diagnose(facts);
	const problems = countProblems(findings);
	if (flags['json']) context.print(JSON.stringify({ problems, findings }));
	else context.print(renderFindings(findings, deliveryMode(facts.settings).kind === 'active'));
	const exitCode = problems === 0 ? 0 : 1;
	if (isLookupPending(facts)) process.exit(exitCode);
	return exitCode;
};
