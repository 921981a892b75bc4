/**
 * Built-in modules that only some commands need. A static import would be loaded by every start of the program;
 * `getBuiltinModule` loads on use, stays synchronous, and works in Node, in the single binary and in Deno.
 */
export const childProcess = () => process.getBuiltinModule('node:child_process');
export const crypto = () => process.getBuiltinModule('node:crypto');
export const net = () => process.getBuiltinModule('node:net');
export const os = () => process.getBuiltinModule('node:os');
export const tty = () => process.getBuiltinModule('node:tty');
export const util = () => process.getBuiltinModule('node:util');
export const zlib = () => process.getBuiltinModule('node:zlib');

let isFiltered = false;

/** `node:sqlite`, without the ExperimentalWarning that Node 22 and 24 print once for it. */
export function sqlite(): typeof import('node:sqlite') {
	if (!isFiltered) {
		isFiltered = true;
		const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
		process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
			const text = typeof warning === 'string' ? warning : warning.message;
			if (!text.startsWith('SQLite is an experimental feature')) emit(warning, ...rest);
		}) as typeof process.emitWarning;
	}
	return process.getBuiltinModule('node:sqlite');
}
