import { expect, test } from 'vitest';
import { COMMANDS } from '../../source/commands/table.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';

test('every command is tried by the tests that try every command', () => {
	expect(Object.keys(EVERY_COMMAND).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});
