import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { BEGIN_SYNCHRONIZED as BEGIN, END_SYNCHRONIZED as END } from '../../source/adapters/terminal-sequences.ts';
import { wholeFrames } from '../../source/adapters/whole-frames.ts';

function collecting() {
	const real = new PassThrough();
	const written: string[] = [];
	real.on('data', (chunk: Buffer) => written.push(chunk.toString()));
	return { real, output: wholeFrames(real), written };
}

test('what belongs to a frame is written at once, what does not as it comes', () => {
	const { output, written } = collecting();
	for (const text of ['a', BEGIN, 'one', 'two', END, 'b', BEGIN, END]) output.write(text);
	expect(written).toEqual(['a', `${BEGIN}onetwo${END}`, 'b', `${BEGIN}${END}`]);
});

test('who waits for a write, or writes bytes, gets what was held first', async () => {
	const { output, written } = collecting();
	output.write(BEGIN);
	await new Promise<void>((resolve) => output.write('one', () => resolve()));
	output.write(BEGIN);
	output.write(Buffer.from('two'));
	expect(written).toEqual([BEGIN, 'one', BEGIN, 'two']);
});

test('all else is the output itself', () => {
	const { real, output } = collecting();
	const listener = vi.fn();
	output.on('resize', listener);
	real.emit('resize');
	output.off('resize', listener);
	real.emit('resize');
	expect(listener).toHaveBeenCalledOnce();
	expect(output.writable).toBe(true);
});
