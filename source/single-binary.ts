/**
 * Loads lazy chunks inside the single binary, where there are no files to import: the chunks are assets of the
 * executable. The build puts this in front of the program and turns each `import('./chunks/x.mjs')` of the entry into
 * a call of the function that it leaves behind.
 */
import type { LoadHookContext, ResolveHookContext } from 'node:module';

const SCHEME = 'sea:///';

type ChunkImport = (url: string) => Promise<unknown>;

/** Drops the one warning that importing from a script prints; it is about an API that only this file uses. */
function withoutImportWarning<T>(work: () => T): T {
	const emit = process.emitWarning;
	process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
		const text = typeof warning === 'string' ? warning : warning.message;
		if (!text.includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) (emit as (...args: unknown[]) => void)(warning, ...rest);
	}) as typeof process.emitWarning;
	try {
		return work();
	} finally {
		process.emitWarning = emit;
	}
}

function createImport(): ChunkImport {
	const { registerHooks } = process.getBuiltinModule('node:module');
	const { getAsset } = process.getBuiltinModule('node:sea');
	const vm = process.getBuiltinModule('node:vm');
	registerHooks({
		resolve(specifier, context: ResolveHookContext, next) {
			if (specifier.startsWith(SCHEME)) return { url: specifier, format: 'module', shortCircuit: true };
			if (!context.parentURL?.startsWith(SCHEME) || !specifier.startsWith('.')) return next(specifier, context);
			return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
		},
		load(url, context: LoadHookContext, next) {
			if (!url.startsWith(SCHEME)) return next(url, context);
			return { format: 'module', source: getAsset(url.slice(SCHEME.length), 'utf8'), shortCircuit: true };
		},
	});
	return withoutImportWarning(() => {
		const { USE_MAIN_CONTEXT_DEFAULT_LOADER: importModuleDynamically } = vm.constants;
		const script = new vm.Script('(url) => import(url)', { filename: 'murmur8', importModuleDynamically });
		return script.runInThisContext() as ChunkImport;
	});
}

let importUrl: ChunkImport | undefined;

/** The entry's way to a chunk; its presence tells the program that it is a single binary. */
(globalThis as { __murmur8Import?: (name: string) => Promise<unknown> }).__murmur8Import = (name) => {
	importUrl ??= createImport();
	return withoutImportWarning(() => importUrl?.(`${SCHEME}${name}`) ?? Promise.reject(new Error('no loader')));
};
