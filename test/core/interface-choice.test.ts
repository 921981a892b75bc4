import { describe, expect, test } from 'vitest';
import { chooseInterface, type InterfaceFacts, readSwitch } from '../../source/core/interface-choice.ts';

const TERMINAL: InterfaceFacts = {
	isInputTerminal: true,
	isOutputTerminal: true,
	wantsResult: false,
	isScreenReader: false,
	isCi: false,
	terminalType: 'xterm-256color',
};

const screen = { kind: 'screen' };
const text = { kind: 'text' };
const instead = (obstacle: string) => ({ kind: 'text', obstacle });

const CASES: readonly (readonly [name: string, facts: Partial<InterfaceFacts>, choice: object])[] = [
	['a terminal', {}, screen],
	['piped output', { isOutputTerminal: false }, text],
	['input from a file', { isInputTerminal: false }, text],
	['--plain', { flag: false }, text],
	['--plain against the environment', { flag: false, variable: '1' }, text],
	['a result is asked for', { wantsResult: true }, text],
	['a result is asked for, whatever else', { wantsResult: true, flag: true }, text],
	['a screen reader', { isScreenReader: true }, text],
	['a screen reader and --tui', { isScreenReader: true, flag: true }, screen],
	['CI', { isCi: true }, text],
	['CI and --tui', { isCi: true, flag: true }, screen],
	['CI and MURMUR8_TUI=1', { isCi: true, variable: '1' }, screen],
	['TERM=dumb', { terminalType: 'dumb' }, text],
	['TERM=dumb and --tui', { terminalType: 'dumb', flag: true }, instead('TERM is dumb')],
	['no TERM', { terminalType: undefined }, screen],
	['MURMUR8_TUI=0', { variable: '0' }, text],
	['MURMUR8_TUI=0 and --tui', { variable: '0', flag: true }, screen],
	['MURMUR8_TUI=0 and the setting', { variable: '0', setting: true }, text],
	['the setting off', { setting: false }, text],
	['the setting off and MURMUR8_TUI=1', { setting: false, variable: '1' }, screen],
	['the setting on, in CI', { setting: true, isCi: true }, screen],
	['the setting on and --plain', { setting: true, flag: false }, text],
	['the setting on, for a screen reader', { setting: true, isScreenReader: true }, text],
	['MURMUR8_TUI=1, for a screen reader', { variable: '1', isScreenReader: true }, screen],
	['an unreadable MURMUR8_TUI', { variable: 'perhaps' }, screen],
	['--tui into a pipe', { flag: true, isOutputTerminal: false }, instead('stdout is no terminal')],
	['--tui from a file', { flag: true, isInputTerminal: false }, instead('stdin is no terminal')],
	['MURMUR8_TUI=1 into a pipe', { variable: '1', isOutputTerminal: false }, instead('stdout is no terminal')],
];

describe('screen or text', () => {
	test.each(CASES)('%s', (_name, facts, choice) => {
		expect(chooseInterface({ ...TERMINAL, ...facts })).toEqual(choice);
	});

	test.each([
		['1', true],
		['ON', true],
		[' yes ', true],
		['0', false],
		['off', false],
		['', undefined],
		[undefined, undefined],
	])('a switch of %j is %j', (given, read) => {
		expect(readSwitch(given)).toBe(read);
	});
});
