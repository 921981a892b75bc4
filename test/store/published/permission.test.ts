import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPublishedWorld, type PublishedWorld } from '../../support/published.ts';
import { scriptCommand, sourceModule } from '../../support/script.ts';

const SCRIPT = `
	const { writePublished } = await import(${sourceModule('store/published/write.ts')});
	const [path, root] = process.argv.slice(1);
	const started = performance.now();
	try {
		writePublished({ path, root, expected: '[1]', text: '[2]' }, Date.now());
	} catch (error) {
		const { name } = error.constructor;
		console.log(JSON.stringify({ name, message: error.message, isSlow: performance.now() - started > 900 }));
	}
`;
const NOBODY = 65_534;
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

describe('without permission', () => {
	test.each<[string, (world: PublishedWorld) => void]>([
		['to the folder', ({ historyFile }) => chmodSync(dirname(historyFile), 0o555)],
		['to the file', ({ historyFile }) => chmodSync(historyFile, 0o400)],
		['to read the file', ({ historyFile }) => chmodSync(historyFile, 0o200)],
	])('%s nothing is tried', (_what, forbid) => {
		const world = createPublishedWorld();
		world.write(world.historyFile, [1]);
		writeFileSync(world.historyFile, '[1]');
		const folder = dirname(world.historyFile);
		if ('uid' in asNobody) {
			for (const path of [dirname(folder), folder, world.historyFile]) chownSync(path, NOBODY, NOBODY);
		}
		forbid(world);
		const [file, ...args] = scriptCommand(SCRIPT, world.historyFile, world.project.dataRoot);
		const output = execFileSync(file, args, { ...asNobody, encoding: 'utf8', cwd: '/' });
		chmodSync(folder, 0o755);
		// conf alone would try for a second.
		expect(JSON.parse(output)).toEqual({
			name: 'PublishError',
			message: 'no permission to write pipeline-history.json',
			isSlow: false,
		});
		expect(readFileSync(world.historyFile, 'utf8')).toBe('[1]');
		expect(world.debris()).toEqual([]);
	});
});
