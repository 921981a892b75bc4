import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { openDatabase } from '../../source/store/database.ts';
import { logDelivery } from '../../source/store/deliveries.ts';
import { putDeadLetter } from '../../source/store/outbox.ts';
import { writeClaude, writeHistory } from '../support/history.ts';
import { recordRun } from '../support/published.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { sampleStage } from '../support/store.ts';
import { bytesOf, openTerminal } from '../support/terminal.ts';
import { createTmux, hasTmux } from '../support/tmux.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const SIZE = { columns: 110, rows: 34 };

/** By what a terminal could take it amiss for. */
const HOSTILE: Readonly<Record<string, string>> = {
	'control sequences': '\u001B[2J\u001B]0;owned\u0007\u009B31m\u001B[?1049lred\r\n\u0008\u0000end',
	bidi: 'abc\u202Edef\u2066ghi\u200Fעברית\u200B',
	'emoji sequences': '👩‍👩‍👧‍👦👍🏽🏳️‍🌈🇩🇪1️⃣☺️',
	long: 'x'.repeat(10_000),
	'long and wide': '機能'.repeat(5_000),
	CJK: '日本語の機能',
	marks: `e${'\u0301'.repeat(40)}`,
};

/** One text in every field that somebody else can fill: history, queues, our own runs, what receivers answered. */
function plant(sandbox: Sandbox, text: string): void {
	const { project } = sandbox;
	mkdirSync(join(project, '.claude'), { recursive: true });
	const nowMs = Date.now();
	const iso = (ms: number) => new Date(ms).toISOString();
	const database = openDatabase(join(project, DATABASE_FILE));
	try {
		recordRun(database, {
			runId: 'own-run',
			slug: text,
			status: 'failed',
			failedStage: text,
			commitHash: text,
			featureId: text,
			startedAtMs: nowMs - 90_000,
			completedAtMs: nowMs - 60_000,
			stages: [
				sampleStage(text, {
					startedAtMs: nowMs - 90_000,
					feedback: { rating: 2, recommendation: 'revise', issues: [text, text] },
				}),
			],
		});
		const event = {
			runId: 'own-run',
			envelope: JSON.stringify({ run: { slug: text } }),
			audience: 'user-only',
		} as const;
		putDeadLetter(
			database,
			{ ...event, wire: 'flat', queuedAtMs: nowMs },
			{ atMs: nowMs, reason: text, attempts: 1, statusCode: 422 },
		);
		logDelivery(database, {
			runId: 'own-run',
			result: 'rejected',
			atMs: nowMs,
			durationMs: 5,
			statusCode: 422,
			reason: text,
		});
	} finally {
		database.close();
	}
	writeHistory(sandbox, [
		{
			slug: text,
			status: text,
			type: text,
			failedStage: text,
			commitHash: text,
			startedAt: iso(nowMs - 500_000),
			completedAt: iso(nowMs - 400_000),
			stages: { [text]: { status: text, durationMs: 5, feedback: { rating: 3, issues: [text], rec: text } } },
		},
	]);
	writeClaude(sandbox, 'implement-queue.json', { current: { slug: text, stage: text }, cassQueue: [text] });
	writeFileSync(
		join(project, '.env'),
		`MURMUR8_TELEMETRY_URL=http://127.0.0.1:9/\nMURMUR8_TELEMETRY_QUEUE=${JSON.stringify(text.replaceAll('\u0000', ''))}\n`,
	);
}

/** Keys that lead through everything a screen can show of it. */
const SHOWN: readonly (readonly [name: string, args: readonly string[], keys: readonly string[]])[] = [
	['history', ['history'], ['enter', 'G', 'escape', 'j', 'enter', 'G', 'escape', 't', 'm', 'k', 'c', 'escape', 'i']],
	['watch', ['watch'], ['1', '4', 'enter', 'G', 'escape', '2', 'j', 'enter', 'G', 'escape', '3', 'enter']],
	['telemetry-config', ['telemetry-config'], ['G', 'enter', 'G', 'escape', 'v', 'escape', 'a']],
];

const cases = SHOWN.flatMap(([name, args, keys]) =>
	Object.entries(HOSTILE).map(([kind, text]) => [name, kind, args, keys, text] as const),
);

/** Where there is a frame at the left edge there is one at the right edge: nothing pushed it. */
function expectFramed(rows: readonly string[], lastCell: (row: string, index: number) => string): void {
	for (const [index, row] of rows.entries()) {
		if (/^[│╭╰]/.test(row)) expect(lastCell(row, index), `${index}: ${row}`).toMatch(/^[│╮╯]$/);
	}
	expect(rows.filter((row) => row.startsWith('╰')).length).toBeGreaterThan(0);
}

describe.each(cases)('%s with %s in every field', (_name, _kind, args, keys, text) => {
	test('every frame is whole, and no sequence of it reaches the terminal', async () => {
		const sandbox = createSandbox(node26);
		plant(sandbox, text);
		const command = [...node26.command, ...args];
		const terminal = openTerminal({ command, cwd: sandbox.project, env: sandbox.environment, ...SIZE });
		let title = '';
		terminal.emulator.onTitleChange((given) => {
			title = given;
		});
		await terminal.waitFor('╯');
		for (const key of ['', ...keys]) {
			if (key !== '') terminal.press(bytesOf(key));
			await terminal.settled();
			const { active } = terminal.emulator.buffer;
			expect(active.type).toBe('alternate');
			expect(active.baseY, key).toBe(0);
			expectFramed(terminal.lines(), (_row, index) => {
				const cell = active.getLine(index)?.getCell(SIZE.columns - 1);
				return cell?.getChars() ?? '';
			});
			expect(terminal.text()).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/);
		}
		expect(title).not.toContain('owned');
		terminal.press(bytesOf('ctrl+c'));
		expect((await terminal.exited).exitCode).toBe(130);
	});
});

describe.skipIf(!hasTmux).each(SHOWN)('%s in tmux', (_name, args, keys) => {
	test('every frame is whole, whatever stands in the fields', async () => {
		for (const text of Object.values(HOSTILE)) {
			const sandbox = createSandbox(node26);
			plant(sandbox, text);
			const { tmux, waitFor, cells } = createTmux(sandbox.project, sandbox.environment);
			tmux('new-session', '-d', '-x', `${SIZE.columns}`, '-y', `${SIZE.rows}`, ...node26.command, ...args);
			await waitFor(/^╰.*╯$/m);
			for (const key of keys) {
				tmux('send-keys', '-l', bytesOf(key));
				await waitFor(/^╰.*╯$/m);
			}
			// What tmux shows may be half of a frame that is being drawn; the last one stays.
			await vi.waitFor(() => expectFramed(cells(), (row) => row.at(-1) ?? ''), { timeout: 10_000, interval: 50 });
			tmux('kill-server');
		}
	});
});
