import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Machine, ShellResult } from './runner.ts';

const file = resolve(import.meta.dirname, '..', '..', '..', 'ci', 'gitlab', 'murmur8.gitlab-ci.yml');

const lines = z.array(z.string());

/** What GitLab takes of a job, as far as the template uses it; a key beyond that is not tried here. */
const TEMPLATE = z.strictObject({
	'.murmur8': z.strictObject({
		variables: z.record(z.string(), z.string()),
		before_script: lines,
		after_script: lines,
		cache: z.strictObject({
			key: z.string(),
			fallback_keys: lines,
			when: z.literal('always'),
			paths: lines,
		}),
		artifacts: z.strictObject({ when: z.literal('always'), expire_in: z.string(), paths: lines }),
	}),
});

export const readTemplate = () => TEMPLATE.parse(parse(readFileSync(file, 'utf8')))['.murmur8'];

export interface GitlabJob {
	readonly machine: Machine;
	readonly workspace: string;
	readonly script: readonly string[];
	readonly variables: Readonly<Record<string, string>>;
	/** Where caches lie, by key; it outlives machines. */
	readonly caches: string;
}

export interface GitlabResult {
	readonly status: 'success' | 'failed';
	readonly main: ShellResult;
	readonly after: ShellResult;
	/** Files that are kept of the job. */
	readonly artifacts: Readonly<Record<string, string>>;
}

function copyPaths(paths: readonly string[], from: string, to: string): void {
	for (const path of paths) {
		if (!existsSync(join(from, path))) continue;
		mkdirSync(dirname(join(to, path)), { recursive: true });
		cpSync(join(from, path), join(to, path), { recursive: true });
	}
}

const expanded = (text: string, variables: Readonly<Record<string, string>>) =>
	text.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? '');

/** Runs a job that extends the template as GitLab's runner does: two shells, caches before and behind. */
export async function runGitlabJob({
	machine,
	workspace,
	script,
	variables,
	caches,
}: GitlabJob): Promise<GitlabResult> {
	const template = readTemplate();
	const env = { ...template.variables, ...variables, CI_PROJECT_DIR: workspace };
	const { key, fallback_keys: fallbacks, paths } = template.cache;
	const keys = [key, ...fallbacks].map((each) => join(caches, expanded(each, env)));
	const restored = keys.find((each) => existsSync(each));
	if (restored !== undefined) copyPaths(paths, restored, workspace);
	const shell = (commands: readonly string[], more: Readonly<Record<string, string>> = {}) =>
		machine.run(['bash', '-c', ['set -eo pipefail', 'set +o noclobber', ...commands].join('\n')], {
			cwd: workspace,
			env: { ...env, ...more },
		});
	const main = await shell([...template.before_script, ...script]);
	const status = main.exitCode === 0 ? 'success' : 'failed';
	const after = await shell(template.after_script, { CI_JOB_STATUS: status });
	copyPaths(paths, workspace, keys[0] ?? caches);
	const kept = template.artifacts.paths.filter((path) => existsSync(join(workspace, path)));
	return {
		status,
		main,
		after,
		artifacts: Object.fromEntries(kept.map((path) => [path, readFileSync(join(workspace, path), 'utf8')])),
	};
}
