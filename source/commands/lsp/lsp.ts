import type { Handler } from '../spec.ts';
import { findProject, loadSettings, readSettingInputs, VERSION } from '../workplace.ts';

/** `lsp` */
export const lsp: Handler = async (_invocation, context) => {
	const { environment, debug } = context;
	const [{ serveLsp }, { createProjectReader }] = await Promise.all([
		import('../../lsp/serve.ts'),
		import('../../served/project-reader.ts'),
	]);
	await serveLsp({
		find: (folder) => findProject(folder === undefined ? context : { ...context, projectFolder: folder }),
		readInputs: (project) => readSettingInputs(project, environment),
		reader: createProjectReader((project) => loadSettings(project, environment)),
		version: VERSION,
		debug,
	});
	return 0;
};
