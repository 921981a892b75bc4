import type { KeyContext, Keymap } from '../source/ui/keymap/keymap.ts';
import { HISTORY_KEYMAP } from '../source/ui/screens/history/keys.ts';
import { CONFIG_KEYMAP } from '../source/ui/screens/telemetry-config/keys.ts';
import { WATCH_KEYMAP } from '../source/ui/screens/watch/keys.ts';
import { SHELL_KEYMAP } from '../source/ui/shell/keys.ts';

/** Every keymap of the program; a new screen is a row. */
const KEYMAPS: readonly (readonly [title: string, keymap: Keymap])[] = [
	['Every screen', SHELL_KEYMAP],
	['`murmur8 watch`', WATCH_KEYMAP],
	['`murmur8 history`', HISTORY_KEYMAP],
	['`murmur8 telemetry-config`', CONFIG_KEYMAP],
];

const escapeCell = (text: string) => text.replaceAll('|', '\\|');

function contextTable({ title, isTyping, bindings }: KeyContext): string {
	const rows = bindings.map(({ keys, meaning }) => {
		const names = keys.map((key) => `\`${escapeCell(key.replace('\u007F', 'backspace'))}\``).join(' ');
		return `| ${names} | ${escapeCell(meaning)} |`;
	});
	const typing = isTyping && bindings.length > 2 ? '\n\nEvery other key is text.' : '';
	return [`### ${title}`, '', '| Keys | What they do |', '| --- | --- |', ...rows].join('\n') + typing;
}

/** `docs/keys.md`, from the tables that the screens themselves read. */
export function renderKeysPage(): string {
	const parts = KEYMAPS.flatMap(([title, keymap]) => [`## ${title}`, ...Object.values(keymap).map(contextTable)]);
	return `${['# Keys', 'Written by `npm run docs` from the keymaps of the screens.', ...parts].join('\n\n')}\n`;
}
