import { cleanPath, type ModuleMap } from '../../core/settings/module-map.ts';

/** The nearest entry above a path, itself included; '' stands for the whole project. */
export function nearestModule(
	modules: ModuleMap,
	path: string,
): { readonly module: string; readonly owners: readonly string[] } | undefined {
	for (let module = cleanPath(path); ; module = module.slice(0, Math.max(0, module.lastIndexOf('/')))) {
		const owners = modules.get(module);
		if (owners) return { module, owners };
		if (module === '') return undefined;
	}
}
