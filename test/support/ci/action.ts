import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Contexts, expand, isWanted } from './expression.ts';
import type { Machine } from './runner.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

const texts = z.record(z.string(), z.string());

/** What GitHub takes of a composite action; a key that it does not know fails there, and here. */
const ACTION = z.strictObject({
	name: z.string(),
	description: z.string(),
	author: z.string(),
	branding: z.strictObject({ icon: z.string(), color: z.string() }),
	inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
	outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
	runs: z.strictObject({
		using: z.literal('composite'),
		steps: z.array(
			z.strictObject({
				name: z.string(),
				id: z.string().optional(),
				if: z.string().optional(),
				// Steps of other people's actions are not known here: this one uses none.
				shell: z.literal('bash'),
				'working-directory': z.string().optional(),
				env: texts.optional(),
				run: z.string(),
			}),
		),
	}),
});

export type Action = z.infer<typeof ACTION>;

export const readAction = (): Action => ACTION.parse(parse(readFileSync(join(root, 'action.yml'), 'utf8')));

export interface ActionResult {
	readonly outcome: 'success' | 'failure';
	/** As it comes from the steps: nothing is masked in it. */
	readonly log: string;
	readonly outputs: Readonly<Record<string, string>>;
	/** What all steps wrote for the summary of the job. */
	readonly summary: string;
	/** Which steps ran, and how they ended. */
	readonly steps: Readonly<Record<string, string>>;
}

const FILES = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/** `name=value` lines; a value over lines comes with a delimiter, which nothing of ours needs. */
const assignments = (text: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => {
				const at = line.indexOf('=');
				if (at < 1 || line.slice(0, at).includes('<<')) throw new Error(`no assignment: ${line}`);
				return [line.slice(0, at), line.slice(at + 1)];
			}),
	);

export interface ActionCall {
	readonly machine: Machine;
	/** The checked out project. */
	readonly workspace: string;
	readonly inputs: Readonly<Record<string, string>>;
	readonly env: Readonly<Record<string, string>>;
}

/** Executes the steps of `action.yml` as GitHub's runner does: one bash a step, talking through files. */
export async function runAction({ machine, workspace, inputs, env }: ActionCall): Promise<ActionResult> {
	const action = readAction();
	const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name));
	if (unknown.length > 0) throw new Error(`no inputs: ${unknown.join(', ')}`);
	const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
	const temp = join(machine.disk, '_temp');
	mkdirSync(temp, { recursive: true });
	const contexts = {
		inputs: { ...Object.fromEntries(defaults), ...inputs },
		github: { action_path: root },
		runner: { temp },
		steps: {} as Record<string, Contexts>,
	};
	const status = { hasFailed: false };
	const ended: Record<string, string> = {};
	let path = env['PATH'] ?? '';
	let log = '';
	let summary = '';
	for (const [index, step] of action.runs.steps.entries()) {
		const isRun = isWanted(step.if, contexts, status);
		const files = Object.fromEntries(FILES.map((name) => [name, join(temp, `${name}-${index}`)]));
		for (const file of Object.values(files)) writeFileSync(file, '');
		const read = (name: (typeof FILES)[number]) => readFileSync(files[name] ?? '', 'utf8');
		let outcome = 'skipped';
		if (isRun) {
			const script = join(temp, `step-${index}.sh`);
			writeFileSync(script, expand(step.run, contexts, status));
			const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value, contexts, status)]);
			const { exitCode, log: output } = await machine.run(
				['bash', '--noprofile', '--norc', '-eo', 'pipefail', script],
				{
					cwd: resolve(workspace, expand(step['working-directory'] ?? '.', contexts, status)),
					env: { ...env, RUNNER_TEMP: temp, ...files, ...Object.fromEntries(own), PATH: path },
				},
			);
			outcome = exitCode === 0 ? 'success' : 'failure';
			status.hasFailed ||= exitCode !== 0;
			log += output;
			summary += read('GITHUB_STEP_SUMMARY');
			if (read('GITHUB_ENV') !== '') throw new Error('the action changes the environment of later steps');
			path = [...read('GITHUB_PATH').split('\n').filter(Boolean).toReversed(), path].join(':');
		}
		ended[step.name] = outcome;
		if (step.id !== undefined) {
			contexts.steps[step.id] = { outcome, outputs: isRun ? assignments(read('GITHUB_OUTPUT')) : {} };
		}
		for (const file of Object.values(files)) rmSync(file);
	}
	const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value, contexts, status)]);
	return {
		outcome: status.hasFailed ? 'failure' : 'success',
		log,
		outputs: Object.fromEntries(outputs),
		summary,
		steps: ended,
	};
}

export interface Annotation {
	readonly level: string;
	readonly properties: Readonly<Record<string, string>>;
	readonly message: string;
}

const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');

/** What the runner takes for annotations. */
export const annotationsIn = (log: string): readonly Annotation[] =>
	[...log.matchAll(/^::(error|warning|notice) ?(.*?)::(.*)$/gm)].map(
		([, level = '', properties = '', message = '']) => ({
			level,
			properties: Object.fromEntries(
				properties
					.split(',')
					.filter(Boolean)
					.map((property) => {
						const [name = '', value = ''] = property.split('=', 2);
						return [name, decoded(value).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')];
					}),
			),
			message: decoded(message).replaceAll('%25', '%'),
		}),
	);
