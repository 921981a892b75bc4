import { ownCommand } from '../../adapters/own-command.ts';
import type { Context, Handler } from '../spec.ts';
import { findProject, loadSettings, RECORDER, VERSION } from '../workplace.ts';

/** What clients take: `mcpServers` by name, each with the command that starts it. */
function clientConfig({ environment, projectFolder, configPath }: Context): object {
	const { file, args } = ownCommand(environment['PATH'] ?? '');
	const place = [
		...(projectFolder === undefined ? [] : ['--project', projectFolder]),
		...(configPath === undefined ? [] : ['--config', configPath]),
	];
	return { mcpServers: { murmur8: { command: file, args: [...args, 'mcp', ...place] } } };
}

/** `mcp` */
export const mcp: Handler = async ({ flags }, context) => {
	if (flags['print-config']) {
		context.print(JSON.stringify(clientConfig(context), null, 2));
		return 0;
	}
	const { environment, projectFolder, debug } = context;
	const find = (folder?: string) => findProject(folder === undefined ? context : { ...context, projectFolder: folder });
	const [{ serveMcp }, { createProjectReader }] = await Promise.all([
		import('../../mcp/serve.ts'),
		import('../../served/project-reader.ts'),
	]);
	await serveMcp({
		places: { isNamed: projectFolder !== undefined, find },
		reader: createProjectReader((project) => loadSettings(project, environment)),
		version: VERSION,
		recorder: RECORDER,
		debug,
	});
	return 0;
};
