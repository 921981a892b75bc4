import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { openScreen, SCREENS, type ScreenCase } from '../support/screens.ts';
import { bytesOf, type ProgramTerminal, paste } from '../support/terminal.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const everywhere = SCREENS.flatMap((screen) =>
	RUNTIMES.map((runtime) => [screen.name, runtime.name, screen, runtime] as const),
);
const each = SCREENS.map((screen) => [screen.name, screen] as const);

/** Out of whatever a key led to, with the filter and the marks taken away. */
async function backToStart(terminal: ProgramTerminal, { ready }: ScreenCase): Promise<void> {
	for (let tries = 0; tries < 4; tries++) {
		terminal.press(bytesOf('escape'));
		if (ready.test(await terminal.settled())) return;
	}
	throw new Error(`no way back to the start\n${terminal.text()}`);
}

describe.each(everywhere)('%s in %s', (_screen, _runtime, screen, runtime) => {
	test('first paint, foreign text, moving, typing, leaving', async () => {
		const terminal = openScreen(screen, runtime);
		await terminal.waitFor(screen.ready);
		for (const text of screen.foreign) await terminal.waitFor(text);
		// In one chunk, as fast typing arrives.
		terminal.press(screen.moving.key.repeat(3));
		await terminal.waitFor(screen.moving.pointsAt);
		terminal.press(`${screen.typing.open}q`);
		await terminal.waitFor(screen.typing.shows('q'));
		terminal.press(paste('uit\r\n'));
		await terminal.waitFor(screen.typing.shows('quit'));
		terminal.press(bytesOf('escape'));
		await terminal.waitFor(screen.ready);
		terminal.press('q');
		expect(await terminal.exited).toEqual({ exitCode: 0, signal: 0 });
		await terminal.waitFor(screen.summary);
	});
});

describe.each(each)('keys of %s', (_name, screen) => {
	const contexts = Object.entries(screen.keymap).flatMap(([context, { bindings }]) =>
		bindings.flatMap(({ keys }) => keys.map((key) => [context, key] as const)),
	);

	test('every context has a way to it', () => {
		expect(Object.keys(screen.ways).toSorted()).toEqual(Object.keys(screen.keymap).toSorted());
	});

	// All in one process each: what a key does is for the unit tests; here none of them may break the screen.
	test.each(Object.keys(screen.keymap))('in %s every key is known, and fits the screen', async (context) => {
		const terminal = openScreen(screen, node26, { columns: 100, rows: 30 });
		await terminal.waitFor(screen.ready);
		for (const [, key] of contexts.filter(([of]) => of === context)) {
			for (const step of screen.ways[context] ?? []) terminal.press(bytesOf(step));
			terminal.press(bytesOf(key));
			const seen = await terminal.settled();
			expect(seen, `${context} ${key}`).not.toContain('does nothing here');
			expect(seen, `${context} ${key}`).toContain('murmur8');
			await backToStart(terminal, screen);
		}
		terminal.press(bytesOf('ctrl+c'));
		expect(await terminal.exited).toEqual({ exitCode: 130, signal: 0 });
	});
});
