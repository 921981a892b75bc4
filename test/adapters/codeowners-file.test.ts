import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCodeowners } from '../../source/adapters/codeowners-file.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

function put(root: string, place: string, content: string | Buffer): void {
	mkdirSync(dirname(join(root, place)), { recursive: true });
	writeFileSync(join(root, place), content);
}

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

test.each(places.map((place, index) => [place, places.slice(index)] as const))('%s comes before %j', (place, all) => {
	const root = realpathSync(temporaryFolder());
	for (const one of all) put(root, one, `* @${one.length}`);
	const file = readCodeowners(root);
	expect([file?.place, file?.codeowners.ownersOf('x')]).toEqual([place, [`@${place.length}`]]);
});

test('there is none', () => {
	expect(readCodeowners(realpathSync(temporaryFolder()))).toBeUndefined();
});

test('what is larger than hosts load, a FIFO, a folder and a link out of the project count as none', () => {
	const root = realpathSync(temporaryFolder());
	put(root, 'outside', '* @eve');
	const project = join(root, 'project');
	put(project, '.github/CODEOWNERS', Buffer.alloc(3 * 1024 * 1024 + 1, '\n'));
	makeFifo(join(project, 'CODEOWNERS'));
	mkdirSync(join(project, 'docs', 'CODEOWNERS'), { recursive: true });
	mkdirSync(join(project, '.gitlab'));
	symlinkSync(join(root, 'outside'), join(project, '.gitlab', 'CODEOWNERS'));
	expect(readCodeowners(project)).toBeUndefined();
});

test('bytes that are no UTF-8', () => {
	const root = realpathSync(temporaryFolder());
	put(root, 'CODEOWNERS', Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from('* @a\n')]));
	expect(readCodeowners(root)?.codeowners.ownersOf('x')).toEqual(['@a']);
});
