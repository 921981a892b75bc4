import { BEGIN_SYNCHRONIZED, END_SYNCHRONIZED } from './terminal-sequences.ts';

type Write = (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;

/**
 * A terminal's output to which a frame is written as one: Ink writes its beginning, its lines and its end one after the
 * other, three calls of the system, of which a terminal may show the second before the third has come.
 */
export function wholeFrames<Output extends NodeJS.WritableStream>(output: Output): Output {
	const pass = output.write.bind(output) as Write;
	let held = '';
	const write: Write = (chunk, ...rest) => {
		if (typeof chunk !== 'string' || rest.length > 0) {
			if (held !== '') pass(held);
			held = '';
			return pass(chunk, ...rest);
		}
		if (held === '' && chunk !== BEGIN_SYNCHRONIZED) return pass(chunk);
		held += chunk;
		if (chunk !== END_SYNCHRONIZED) return true;
		const frame = held;
		held = '';
		return pass(frame);
	};
	return new Proxy(output, {
		get: (target, name) => {
			if (name === 'write') return write;
			const value: unknown = Reflect.get(target, name, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
