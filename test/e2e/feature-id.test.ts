import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const ID = '3f2b8c1e-7a54-4d19-9c0e-5b6a7d8e9f01';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** The odd files of contracts.md section 1; `@` stands where an id is put in. All else must stay byte for byte. */
const KEPT: readonly (readonly [name: string, content: string])[] = [
	['LF', `---\nfeatureId: ${ID}\n---\n# Spec\n`],
	['CRLF', `---\r\nfeatureId: ${ID}\r\ntitle: x\r\n---\r\n# Spec\r\n`],
	['BOM', `\uFEFF---\nfeatureId: ${ID}\n---\n# Spec\n`],
	['fence at the end of the file', `---\nfeatureId: ${ID}\n---`],
	['spaces after the fences', `---  \nfeatureId: ${ID}\n--- \t\n# Spec\n`],
	['a leading blank line', `\n---\nfeatureId: ${ID}\n---\n# Spec\n`],
	['double quotes', `---\nfeatureId: "${ID}"\n---\n`],
	['single quotes and a comment', `---\nfeatureId: '${ID}' # ours\n---\n`],
	['a trailing comment', `---\ntitle: y\nfeatureId: ${ID} # ours\n---\n`],
];

const GIVEN: readonly (readonly [name: string, content: string])[] = [
	['an empty value', '---\nfeatureId: @\n---\n# Spec\n'],
	['an empty value, CRLF', '---\r\nfeatureId: @\r\ntitle: x\r\n---\r\n# Spec\r\n'],
	['no frontmatter', '---\nfeatureId: @\n---\n# Spec\n'],
	['no frontmatter, CRLF, BOM', '\uFEFF---\r\nfeatureId: @\r\n---\r\n# Spec\r\n'],
	['frontmatter without the key', '---\nfeatureId: @\ntitle: z\n---'],
];

/** The file as it is before: the id, or the block that was only made for it, taken out. */
function before(name: string, content: string): string {
	if (name.startsWith('an empty')) return content.replace(' @', '');
	if (name.startsWith('no front')) return content.replace(/---\r?\nfeatureId: @\r?\n---\r?\n/, '');
	return content.replace(/featureId: @\n/, '');
}

describe.each(RUNTIMES)('featureId on $name', (runtime) => {
	test('odd files keep their bytes and their id', async () => {
		const sandbox = createSandbox(runtime);
		const spec = join(sandbox.project, '.blueprint', 'features', 'feature_user-auth', 'FEATURE_SPEC.md');
		for (const [name, content] of KEPT) {
			writeFileSync(spec, content);
			await sandbox.run(['run', 'start', 'user-auth']);
			expect(readFileSync(spec, 'utf8'), name).toBe(content);
			const [run] = JSON.parse((await sandbox.run(['run', 'list', '--json', '--limit', '1'])).stdout);
			expect(run.featureId, name).toBe(ID);
		}
		for (const [name, content] of GIVEN) {
			// Bytes that are no UTF-8 must survive as well.
			const odd = Buffer.concat([Buffer.from(before(name, content)), Buffer.from([0x0a, 0xff, 0xfe, 0xc3])]);
			writeFileSync(spec, odd);
			await sandbox.run(['run', 'start', 'user-auth']);
			await sandbox.run(['run', 'start', 'user-auth']);
			const [run] = JSON.parse((await sandbox.run(['run', 'list', '--json', '--limit', '1'])).stdout);
			expect(run.featureId, name).toMatch(new RegExp(`^${UUID}$`));
			const expected = Buffer.concat([
				Buffer.from(content.replace('@', run.featureId)),
				Buffer.from([0x0a, 0xff, 0xfe, 0xc3]),
			]);
			expect(readFileSync(spec).toString('hex'), name).toBe(expected.toString('hex'));
		}
	});

	test('20 processes at once on one spec agree on one id', async () => {
		const sandbox = createSandbox(runtime);
		const folder = join(sandbox.project, '.blueprint', 'features', 'feature_user-auth');
		const spec = readFileSync(join(folder, 'FEATURE_SPEC.md'), 'utf8');
		const starts = await Promise.all(Array.from({ length: 20 }, () => sandbox.run(['run', 'start', 'user-auth'])));
		const runs = JSON.parse((await sandbox.run(['run', 'list', '--json', '--limit', '50'])).stdout);
		expect(runs).toHaveLength(20);
		expect(new Set(starts.map(({ stdout }) => stdout)).size).toBe(20);
		const ids = new Set(runs.map(({ featureId }: { featureId: string }) => featureId));
		expect(ids.size).toBe(1);
		expect(readFileSync(join(folder, 'FEATURE_SPEC.md'), 'utf8')).toBe(`---\nfeatureId: ${[...ids][0]}\n---\n${spec}`);
		expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
	});
});
