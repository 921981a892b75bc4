import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findCommand } from '../../../source/adapters/command/find-command.ts';
import { temporaryFolder } from '../../support/sandbox.ts';

test.each([
	['tool', 'first:second', 'found'],
	['tool', 'nowhere::second', 'found'],
	['plain', 'first:second', 'found'],
	['plain', 'first', 'forbidden'],
	['inner', 'first', 'forbidden'],
	['none', 'first:second', 'missing'],
	['tool', 'first/plain', 'missing'],
	['sh', undefined, 'found'],
	['here', '', 'found'],
	['here', 'first', 'missing'],
	['./here', 'first', 'found'],
	['first/plain', undefined, 'forbidden'],
	['first/plain/x', undefined, 'missing'],
	['first', 'second', 'missing'],
	['./first', 'second', 'forbidden'],
	['', 'first', 'missing'],
	['a\u0000b', 'first', 'forbidden'],
])('%j with PATH %j: %s', (file, path, kind) => {
	const folder = temporaryFolder();
	for (const name of ['first', 'second', 'first/inner']) mkdirSync(join(folder, name));
	for (const name of ['second/tool', 'second/plain', 'here']) writeFileSync(join(folder, name), '', { mode: 0o755 });
	writeFileSync(join(folder, 'first', 'plain'), '', { mode: 0o644 });
	expect(findCommand(file, { PATH: path }, folder).kind).toBe(kind);
});
