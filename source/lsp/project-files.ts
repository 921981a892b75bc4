import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DocumentKind, documentKind } from '../core/editor/document-kind.ts';

const FEATURES = join('.blueprint', 'features');
/** What else there is something to say of, relative to the root of a project. */
const SINGLE_FILES = ['.env', join('.claude', 'telemetry-config.json')];

/** A file that there is something to say of. */
export interface ProjectFile {
	readonly kind: DocumentKind;
	/** Without a link in it: the same file is one, by whatever way it was found. */
	readonly path: string;
	/** As the client knows it. */
	readonly uri: string;
	/** Which specs an id has to be the only one among: those of the same checkout. */
	readonly root: string;
}

const slashed = (path: string) => path.replaceAll('\\', '/');

function realPath(path: string): string {
	try {
		return realpathSync.native(path);
	} catch {
		return path;
	}
}

function toFile(path: string, uri: string): ProjectFile | undefined {
	const kind = documentKind(slashed(path));
	if (kind === undefined) return undefined;
	const real = realPath(path);
	return { kind, path: real, uri, root: slashed(real).split('/.blueprint/')[0] ?? '' };
}

/** The file behind a URI; undefined for what is none of ours. */
export function fileOfUri(uri: string): ProjectFile | undefined {
	try {
		return toFile(fileURLToPath(uri), uri);
	} catch {
		return undefined;
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

/** Every such file of a project, in the order of their paths. */
export function projectFiles(root: string): readonly ProjectFile[] {
	const features = namesIn(join(root, FEATURES)).filter((name) => name.startsWith('feature_'));
	const ofFeatures = features.flatMap((feature) => {
		const folder = join(root, FEATURES, feature);
		return namesIn(folder).map((name) => join(folder, name));
	});
	const single = SINGLE_FILES.map((name) => join(root, name));
	return [...ofFeatures.toSorted(), ...single].flatMap((path) => toFile(path, String(pathToFileURL(path))) ?? []);
}
