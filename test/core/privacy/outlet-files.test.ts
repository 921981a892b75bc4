import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..', '..');

/**
 * Every module that projects or takes a projection, with a test that shows what leaves by it at each audience. A module
 * more without a row fails: it is an outlet, or a part of one, that nobody has looked at.
 */
const OUTLETS: Readonly<Record<string, string>> = {
	'commands/report/publish.ts': 'e2e/report.test.ts',
	'commands/run/summary.ts': 'e2e/audience-outlets.test.ts',
	'core/api/values.ts': 'server/contract.test.ts',
	'core/api/view.ts': 'server/contract.test.ts',
	'core/payload/flat.ts': 'core/privacy/wires.test.ts',
	'core/payload/wire.ts': 'core/privacy/wires.test.ts',
	'core/history/project-entry.ts': 'core/history/project-entry.test.ts',
	'core/live/state.ts': 'store/live.property.test.ts',
	'core/served/run-failures.ts': 'core/served/run-failures.test.ts',
	'failures/report/github.ts': 'failures/report/outputs.test.ts',
	'lifecycle/build-event.ts': 'e2e/audience-outlets.test.ts',
	'delivery/stored-body.ts': 'delivery/stored-body.test.ts',
	'lib/outgoing.ts': 'lib/send-queue.test.ts',
	'commands/telemetry/inspect-sink.ts': 'e2e/inspect-sinks.test.ts',
	'lsp/hover.ts': 'e2e/lsp.test.ts',
	'mcp/answers/details.ts': 'e2e/mcp-audiences.test.ts',
	'mcp/answers/failures.ts': 'e2e/mcp-audiences.test.ts',
	'mcp/answers/status.ts': 'e2e/mcp-audiences.test.ts',
	'server/make-view.ts': 'server/contract.test.ts',
	'sinks/dispatch.ts': 'sinks/dispatch.test.ts',
	'sinks/exposition.ts': 'sinks/audiences.test.ts',
	'sinks/sink.ts': 'sinks/audiences.test.ts',
};

const SOURCES = readdirSync(join(root, 'source'), { recursive: true, encoding: 'utf8' })
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => path.endsWith('.ts'))
	.toSorted();
const textOf = (path: string) => readFileSync(join(root, 'source', path), 'utf8');
const importers = (module: string) => SOURCES.filter((path) => textOf(path).includes(`/${module}.ts'`));

test('every module that projects, or takes what was projected, is known here', () => {
	expect(importers('project')).toEqual(Object.keys(OUTLETS).toSorted());
});

test.each(Object.entries(OUTLETS))('%s: its test looks at audiences', (_module, path) => {
	expect(readFileSync(join(root, 'test', path), 'utf8')).toMatch(/AUDIENCES|Audience|audience/);
});

test('the walk over a registry is called by the one constructor alone', () => {
	expect(importers('projection')).toEqual(['core/privacy/project.ts']);
});

test('nothing else is made a projection by a cast, but for what the size limit takes out of one', () => {
	const casting = SOURCES.filter((path) => /\bas (?:unknown as )?Projected\b/.test(textOf(path)));
	expect(casting).toEqual(['core/payload/wire.ts', 'core/privacy/project.ts']);
});
