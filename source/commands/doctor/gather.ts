import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nowMs } from '../../adapters/clock.ts';
import { describeFile, findPrograms, findSetAside, freeBytes, shellPath } from '../../adapters/doctor-files.ts';
import { probeEndpoint } from '../../adapters/doctor-probe.ts';
import { type Environment, homeFolder } from '../../adapters/environment.ts';
import { readSmallFile } from '../../adapters/files.ts';
import { isTracked } from '../../adapters/git.ts';
import { findNpmPackage } from '../../adapters/npm-package-files.ts';
import { isInside, type Project } from '../../adapters/paths.ts';
import { projectSettingsPath, userSettingsPath } from '../../adapters/settings-files.ts';
import type { DoctorFacts, PlaceFacts } from '../../core/doctor/facts.ts';
import { proxyFor } from '../../core/proxy.ts';
import type { Settings } from '../../core/settings/definitions.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import { resolveSettings } from '../../core/settings/resolve.ts';
import { historyPath, queuePath } from '../../store/published/changes.ts';
import type { Context } from '../spec.ts';
import { findProject, readSettingInputs, USER_AGENT } from '../workplace.ts';
import { readDatabase } from './database.ts';

function describePlace({ root, dotenvPath }: Project, environment: Environment): PlaceFacts {
	const home = homeFolder(environment);
	const isHome = home !== '' && existsSync(home) && isInside(home, root) && isInside(root, home);
	const markers = isHome ? ['.git'] : ['.git', '.blueprint', '.claude'];
	const owner = dirname(dotenvPath);
	return {
		root,
		isHome,
		isProject: markers.some((marker) => existsSync(join(root, marker))),
		mainRoot: owner === root ? undefined : owner,
	};
}

/** The files that both programs read; under audience `off` the queue is not touched. */
function describePublished(project: Project, { audience, queuePath: setting }: Settings, cwd: string) {
	const paths = [historyPath(project), ...(audience === 'off' ? [] : [queuePath(project, setting)])];
	return paths.map((path) => {
		const folder = dirname(path);
		const nearest = existsSync(folder) ? folder : dirname(folder);
		return { ...describeFile(path, cwd), isInProject: isInside(project.dataRoot, nearest) };
	});
}

/** Everything that the checks look at; the only part of `doctor` that reads, and nothing is changed by it. */
export async function gatherFacts(context: Context): Promise<DoctorFacts> {
	const { cwd, environment } = context;
	const project = findProject(context);
	const inputs = readSettingInputs(project, environment);
	const settings = resolveSettings(inputs);
	const mode = deliveryMode(settings);
	const endpoint = mode.kind === 'active' ? mode.endpoint.url : undefined;
	const proxy = endpoint === undefined ? undefined : proxyFor(endpoint, environment);
	const probe = endpoint === undefined ? undefined : await probeEndpoint(endpoint, proxy, USER_AGENT);
	const { database, delivery } = readDatabase(project.databasePath, cwd);
	return {
		nowMs: nowMs(),
		inputs,
		settings,
		dotenv: {
			...describeFile(project.dotenvPath, cwd),
			text: readSmallFile(project.dotenvPath) ?? '',
			isTracked: isTracked(project.dotenvPath),
		},
		projectFile: describeFile(projectSettingsPath(project), cwd),
		userFile: describeFile(userSettingsPath(environment), cwd),
		place: describePlace(project, environment),
		database,
		published: describePublished(project, settings.values, cwd),
		setAside: findSetAside(join(project.dataRoot, '.claude')).map((path) => shellPath(path, cwd)),
		freeBytes: freeBytes(project.dataRoot),
		programs: findPrograms(environment['PATH'] ?? ''),
		npmPackage: findNpmPackage(project.root, project.dataRoot),
		delivery,
		probe,
	};
}
