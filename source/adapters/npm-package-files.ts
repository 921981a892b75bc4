import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NpmPackageFacts } from '../core/doctor/facts.ts';
import { NPM_FILES, SHARED_FILES } from '../core/doctor/npm-checks.ts';
import { isJsonObject } from '../core/json.ts';
import { readEditedText } from './edited-text.ts';
import { readJsonFile } from './files.ts';
import { findSkillFiles, hooksState, skillState } from './skill-setup.ts';

const NAME = 'murmur8';
const VERSION = /^[\w.^~<>=* |-]{1,40}$/;

const asVersion = (value: unknown) => (typeof value === 'string' && VERSION.test(value) ? value : undefined);

function member(value: unknown, name: string): unknown {
	return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The range that `package.json` asks for. */
function requestedVersion(root: string): string | undefined {
	const manifest = readJsonFile(join(root, 'package.json'));
	const asked = ['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) =>
		asVersion(member(member(manifest, kind), NAME)),
	);
	return asked.find((version) => version !== undefined);
}

function isTextFile(path: string): boolean {
	try {
		return readEditedText(path) !== undefined;
	} catch {
		return false;
	}
}

function countEntries(path: string): number | undefined {
	const history = readJsonFile(path);
	return Array.isArray(history) ? history.length : undefined;
}

/**
 * What of the npm package is in a project; undefined where nothing is. A folder that it shares with this program is no
 * sign of it.
 */
export function findNpmPackage(root: string, dataRoot: string): NpmPackageFacts | undefined {
	const claude = join(dataRoot, '.claude');
	const files = [...NPM_FILES, ...SHARED_FILES].filter((name) => existsSync(join(claude, name)));
	const requested = requestedVersion(root);
	const installed = asVersion(member(readJsonFile(join(root, 'node_modules', NAME, 'package.json')), 'version'));
	const skills = findSkillFiles(root).filter((path) => isTextFile(join(root, path)));
	const signs = [
		...(installed === undefined ? [] : [`node_modules/${NAME}`]),
		...(requested === undefined ? [] : ['package.json']),
		...skills,
		...files.filter((name) => NPM_FILES.includes(name)).map((name) => `.claude/${name}`),
	];
	if (signs.length === 0) return undefined;
	return {
		version: installed ?? requested,
		signs,
		skills: skills.map((path) => ({ path, state: skillState(join(root, path)) })),
		hasHooks: hooksState(root),
		historyEntries: countEntries(join(claude, 'pipeline-history.json')),
		files,
	};
}
