/** What the demo's pipeline does: one entry a stage, with the usage and feedback that agents would report. */
export interface ScriptedStage {
	readonly stage: string;
	readonly workMs: number;
	readonly tokensIn: number;
	readonly tokensOut: number;
	readonly feedback?: { readonly rating: number; readonly issues: readonly string[]; readonly rec: string };
}

export const PIPELINE: readonly ScriptedStage[] = [
	{
		stage: 'alex',
		workMs: 180,
		tokensIn: 11_200,
		tokensOut: 2_900,
		feedback: { rating: 5, issues: [], rec: 'proceed' },
	},
	{
		stage: 'cass',
		workMs: 240,
		tokensIn: 14_800,
		tokensOut: 3_600,
		feedback: { rating: 4, issues: ['session length is in one story only'], rec: 'proceed' },
	},
	{ stage: 'nigel-spec', workMs: 150, tokensIn: 18_100, tokensOut: 2_200 },
	{
		stage: 'nigel-tests',
		workMs: 320,
		tokensIn: 26_400,
		tokensOut: 7_900,
		feedback: { rating: 4, issues: [], rec: 'proceed' },
	},
	{ stage: 'codey-plan', workMs: 130, tokensIn: 21_000, tokensOut: 1_800 },
	{ stage: 'codey-implement', workMs: 420, tokensIn: 48_700, tokensOut: 15_300 },
];
