import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { ensureFeatureId } from '../../source/lib/index.ts';
import { writeHistory } from '../support/history.ts';
import { openEditor } from '../support/lsp-client.ts';
import { plantFailures } from '../support/planted-failures.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const ID = '7d0c6f1e-93a5-4b7f-8a53-0c9d2f4b6e11';
const WHOLE = '# A feature\n\n## 1. Feature Intent\nx\n\n## Scope\nx\n\n## Actors\nx\n';
const withId = (id: string) => `---\nfeatureId: ${id}\n---\n${WHOLE}`;

function specOf({ project }: Sandbox, slug: string, text: string, name = 'FEATURE_SPEC.md'): string {
	const folder = join(project, '.blueprint', 'features', `feature_${slug}`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), text);
	return join(folder, name);
}

const has = (code: string) => (diagnostics: readonly { readonly code?: string | number }[]) =>
	diagnostics.some((each) => each.code === code);
const isEmpty = (diagnostics: readonly unknown[]) => diagnostics.length === 0;

/** The text after the one edit that an action makes. */
function applied(action: CodeAction | undefined, uri: string, text: string): string {
	const { changes, documentChanges } = action?.edit ?? {};
	const [versioned] = (documentChanges ?? []) as readonly { readonly edits: TextEdit[] }[];
	const edits = versioned?.edits ?? changes?.[uri] ?? [];
	return TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 1, text), edits);
}

describe.each(RUNTIMES)('lsp on $name', (runtime) => {
	test('says what is wrong with the files of a project, offers the id, tells of runs, and leaves', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'search-ui']);
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'alex']);
		const path = specOf(sandbox, 'bare', '# Bare\n\n## Scope\n');
		const editor = await openEditor(runtime, sandbox);
		expect(editor.watched).toHaveLength(3);
		const [missing, ...sections] = await editor.until(path, has('section-missing'));
		expect(missing).toMatchObject({ code: 'feature-id-missing', source: 'murmur8', severity: 3 });
		expect(sections.map(({ message }) => message)).toEqual([
			expect.stringContaining('Intent'),
			expect.stringContaining('Actors'),
		]);
		await editor.open(path);
		const [action] = await editor.actions(path);
		expect(action).toMatchObject({ title: 'Add a featureId', kind: 'quickfix', isPreferred: true });
		await editor.change(path, 2, applied(action, editor.uriOf(path), readFileSync(path, 'utf8')));
		await editor.until(path, (found) => !has('feature-id-missing')(found));
		expect(await editor.actions(path)).toEqual([]);
		const recorded = join(sandbox.project, '.blueprint', 'features', 'feature_search-ui', 'FEATURE_SPEC.md');
		expect(await editor.hover(recorded, 1)).toMatch(
			/\*\*search\\-ui\*\*: one run[\s\S]*\| failed \| \d+\\:\d\d \| alex \|/,
		);
		expect(await editor.leave()).toBe(0);
		expect(editor.said()).toBe('');
	});
});

const IDLESS: readonly (readonly [what: string, text: string])[] = [
	['no frontmatter', '# A\n'],
	['CRLF', '# A\r\n\r\nb\r\n'],
	['frontmatter', '---\ntitle: a\n---\n# A\n'],
	['frontmatter with CRLF', '---\r\ntitle: a\r\n---\r\n# A\r\n'],
	['an empty id', '---\r\ntitle: a\r\nfeatureId:   # none yet\r\n---\r\n# A\r\n'],
	['a BOM', '\uFEFF# A\n'],
	['a BOM and CRLF', '\uFEFF---\r\ntitle: a\r\n---\r\n# A\r\n'],
	['a blank line before it', '\n---\ntitle: a\n---\n'],
	['a fence without end', '---\ntitle: a\n'],
	['no line end at its end', '---\ntitle: a\n---'],
	['characters of two units', '---\ntitle: 😀\n---\n# 😀\n'],
	['nothing', ''],
	['lone carriage returns', '---\rtitle: a\r---\r'],
];

describe('the id that is offered', () => {
	test.each(IDLESS)('%s: lands where a run puts it, and every other byte stays', async (_what, text) => {
		const sandbox = createSandbox(node26);
		const path = specOf(sandbox, 'a', text);
		const editor = await openEditor(node26, sandbox);
		await editor.open(path, text);
		await editor.until(path, has('feature-id-missing'));
		const [action] = await editor.actions(path);
		const after = applied(action, editor.uriOf(path), text);
		const written = ensureFeatureId(path);
		const id = /featureId: ([0-9a-f-]{36})/.exec(after)?.[1] ?? 'none';
		expect(Buffer.from(after.replace(id, written))).toEqual(readFileSync(path));
	});

	test.each([true, false])('is of this version of the document, if the client takes that: %j', async (isVersioned) => {
		const sandbox = createSandbox(node26);
		const path = specOf(sandbox, 'a', '# A\n');
		const editor = await openEditor(node26, sandbox, { isVersioned });
		await editor.open(path);
		await editor.change(path, 7, '# B\n');
		await editor.until(path, has('feature-id-missing'));
		const [action] = await editor.actions(path);
		if (isVersioned) expect(action?.edit?.documentChanges).toMatchObject([{ textDocument: { version: 7 } }]);
		else expect(Object.keys(action?.edit?.changes ?? {})).toEqual([editor.uriOf(path)]);
	});
});

describe('ids', () => {
	test('that two specs share are told at both, until one has another; case does not matter', async () => {
		const sandbox = createSandbox(node26);
		const [one, other] = [specOf(sandbox, 'one', withId(ID)), specOf(sandbox, 'other', withId(ID.toUpperCase()))];
		const editor = await openEditor(node26, sandbox);
		const [told] = await editor.until(one, has('feature-id-duplicate'));
		expect(told?.message).toContain('feature_other');
		expect(told?.relatedInformation).toMatchObject([{ location: { uri: editor.uriOf(other) } }]);
		await editor.until(other, has('feature-id-duplicate'));
		await editor.open(other);
		await editor.change(other, 2, withId('9d0c6f1e-93a5-4b7f-8a53-0c9d2f4b6e11'));
		await editor.until(one, isEmpty);
		// What is not saved is not on the disk.
		await editor.close(other);
		await editor.until(one, has('feature-id-duplicate'));
		rmSync(other);
		await editor.touched(other);
		await editor.until(one, isEmpty);
		await editor.until(other, isEmpty);
	});

	test('that are no UUID are told where they stand', async () => {
		const sandbox = createSandbox(node26);
		const path = specOf(sandbox, 'a', withId('feature-7'));
		const editor = await openEditor(node26, sandbox);
		const [told] = await editor.until(path, has('feature-id-malformed'));
		expect(told?.range).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 20 } });
		await editor.open(path);
		// An id that is there is never changed.
		expect(await editor.actions(path)).toEqual([]);
	});
});

test('a broken settings file is one remark on that file and hides no other', async () => {
	const sandbox = createSandbox(node26);
	const settings = join(sandbox.project, '.claude', 'telemetry-config.json');
	const dotenv = join(sandbox.project, '.env');
	const spec = specOf(sandbox, 'a', '# A\n');
	mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
	writeFileSync(dotenv, 'MURMUR8_TELEMETRY_KEY=“quoted”\n');
	const editor = await openEditor(node26, sandbox);
	await editor.until(spec, has('feature-id-missing'));
	await editor.until(dotenv, has('typographic-quotes'));
	const before = [editor.codes(spec), editor.codes(dotenv)];
	await editor.open(settings, '{"wire": "flat",\n');
	expect(await editor.until(settings, (found) => found.length > 0)).toMatchObject([
		{ code: 'settings-unreadable', severity: 1 },
	]);
	writeFileSync(settings, '{"wire": "flat",\n');
	await editor.touched(settings);
	await editor.touched(dotenv);
	await editor.touched(spec);
	await editor.change(settings, 2, '{"audiense": "off", "wire": "morse", "url": "https://a:b@example.com/"}');
	const told = await editor.until(settings, (found) => found.length === 3);
	expect(told.map(({ range }) => range.start.character)).toEqual([1, 20, 37]);
	expect(JSON.stringify(told)).not.toContain('a:b');
	expect([editor.codes(spec), editor.codes(dotenv)]).toEqual(before);
	await editor.change(settings, 3, '{"wire": "flat"}');
	await editor.until(settings, isEmpty);
});

test('folders that come and go bring and take what is said of their files; a link is no second spec', async () => {
	const [first, second] = [createSandbox(node26), createSandbox(node26)];
	const editor = await openEditor(node26, first);
	const [one, other] = [specOf(second, 'one', withId(ID)), specOf(second, 'other', withId(ID))];
	await editor.folders([second.project], []);
	await editor.until(one, has('feature-id-duplicate'));
	await editor.until(other, has('feature-id-duplicate'));
	await editor.folders([], [second.project]);
	await editor.until(one, isEmpty);
	await editor.until(other, isEmpty);
	// The same file by another way.
	rmSync(other);
	const link = join(second.home, 'link');
	symlinkSync(second.project, link);
	await editor.folders([second.project], []);
	const linked = join(link, '.blueprint', 'features', 'feature_one', 'FEATURE_SPEC.md');
	await editor.open(linked);
	await editor.change(linked, 2, '# A\n');
	await editor.until(linked, has('feature-id-missing'));
	await editor.change(linked, 3, withId(ID));
	await editor.until(linked, isEmpty);
});

test('what the lines of .env do is told as it is typed', async () => {
	const sandbox = createSandbox(node26);
	const dotenv = join(sandbox.project, '.env');
	const editor = await openEditor(node26, sandbox);
	await editor.open(dotenv, 'MURMUR8_TELEMETRY_KEY=abc\n');
	const [alone] = await editor.until(dotenv, has('key-without-url'));
	expect(alone?.message).not.toContain('abc');
	await editor.change(dotenv, 2, 'MURMUR8_TELEMETRY_URL=http://example.com/\n', {
		start: { line: 1, character: 0 },
		end: { line: 1, character: 0 },
	});
	await editor.until(dotenv, (found) => has('plain-http')(found) && !has('key-without-url')(found));
	await editor.change(dotenv, 3, 's', { start: { line: 1, character: 26 }, end: { line: 1, character: 26 } });
	await editor.until(dotenv, isEmpty);
});

describe.each(AUDIENCES)('at audience %s', (audience) => {
	test('hover tells what is permitted', async () => {
		const sandbox = createSandbox(node26);
		const path = specOf(sandbox, 'canary-slug', '# A\n');
		const start = await sandbox.run(['run', 'start', 'canary-slug']);
		await sandbox.run(['run', 'stage', 'canary-stage', 'start']);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'canary-stage']);
		plantFailures(sandbox, start.stdout.trim(), [
			{ fingerprint: `sha256-${'ab'.repeat(32)}`, stage: 'canary-stage', severity: 'error', count: 4 },
		]);
		const editor = await openEditor(node26, sandbox, { env: { MURMUR8_TELEMETRY_AUDIENCE: audience } });
		const said = (await editor.hover(path, 0)) ?? '';
		const seesRuns = audience === 'on' || audience === 'user-only';
		expect(said.includes('sha256\\-abababababab ×4')).toBe(seesRuns);
		expect(said.includes('failed')).toBe(seesRuns);
		expect(said.includes('canary\\-stage')).toBe(seesRuns);
	});
});

test('what others wrote is text in a hover', async () => {
	const sandbox = createSandbox(node26);
	const path = specOf(sandbox, 'a', '# A\n');
	const hostile = '[x](https://evil.invalid) <img src=x> `a` | \u001b[31mred\u202e';
	writeHistory(sandbox, [
		{ slug: 'a', status: hostile, startedAt: '2026-01-01T10:00:00Z', completedAt: '2026-01-01T10:00:00Z' },
	]);
	const editor = await openEditor(node26, sandbox);
	const said = (await editor.hover(path, 0)) ?? '';
	expect(said).toContain('\\[x\\]\\(https\\://evil.invalid\\) \\<img src=x\\>');
	for (const character of ['\u001b', '\u202e']) expect(said).not.toContain(character);
});

test('files that are none of ours, and texts that no editor sends, harm nothing', async () => {
	const sandbox = createSandbox(node26);
	const editor = await openEditor(node26, sandbox);
	const readme = join(sandbox.project, 'README.md');
	await editor.open(readme);
	expect(await editor.hover(readme, 0)).toBeUndefined();
	expect(await editor.actions(readme)).toEqual([]);
	const spec = specOf(sandbox, 'a', '# A\n');
	for (const text of [
		'\0',
		'---\n'.repeat(50_000),
		'#'.repeat(1_000_000),
		'[['.repeat(200_000),
		'\ud800',
		'"'.repeat(100_000),
	]) {
		await editor.open(spec, text);
		await editor.hover(spec, 0);
		await editor.close(spec);
	}
	await editor.open(join(sandbox.project, '.claude', 'telemetry-config.json'), `{"a":${'['.repeat(100_000)}`);
	await editor.until(spec, has('feature-id-missing'));
	expect(await editor.leave()).toBe(0);
});

test('an editor that is gone ends it', async () => {
	const sandbox = createSandbox(node26);
	const [file, ...args] = node26.command;
	const child = spawn(file, [...args, 'lsp'], { cwd: sandbox.project, env: sandbox.environment });
	child.stdin.end();
	await once(child, 'exit');
});
