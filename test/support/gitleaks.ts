import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './daemon.ts';
import { temporaryFolder } from './sandbox.ts';

const program = findTool('gitleaks', 'gitleaks');
export const hasGitleaks = program !== undefined;

export interface Leak {
	readonly RuleID: string;
	readonly Secret: string;
}

/** What gitleaks finds with its own rules. */
export function foundByGitleaks(text: Uint8Array): readonly Leak[] {
	const folder = temporaryFolder();
	const source = join(folder, 'source');
	const report = join(folder, 'report.json');
	mkdirSync(source);
	writeFileSync(join(source, 'build.log'), text);
	const options = ['--no-git', '--no-banner', '--log-level', 'error', '--exit-code', '0'];
	const args = ['detect', ...options, '--source', source, '--report-format', 'json', '--report-path', report];
	execFileSync(program ?? '', args, { stdio: 'ignore' });
	return JSON.parse(readFileSync(report, 'utf8')) as readonly Leak[];
}
