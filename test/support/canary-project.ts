import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** A git repository with an identity and a spec that can be found again wherever they come out. @returns the feature's folder */
export function plantCanaryProject({ project, home }: Pick<Sandbox, 'project' | 'home'>): string {
	const git = (...args: readonly string[]) =>
		execFileSync('git', ['-C', project, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: home } });
	git('init', '-q');
	git('config', 'user.name', 'canary-person');
	git('config', 'user.email', 'canary@example.com');
	git('remote', 'add', 'origin', 'https://git.example.com/acme/canary-repository.git');
	const folder = join(project, '.blueprint', 'features', 'feature_canary-slug');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'FEATURE_SPEC.md'), '# canary of the spec\n');
	return folder;
}
