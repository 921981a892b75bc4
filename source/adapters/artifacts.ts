import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../core/payload/envelope.ts';
import { SPEC_FILE } from '../core/payload/flat.ts';
import { zlib } from './builtin.ts';
import { readRegularFile } from './files.ts';
import { featureFolder, isInside } from './paths.ts';

/** An artifact is prose; one of this size would never fit into an event, and reading it would slow the run. */
const LARGEST_ARTIFACT = 8 * 1024 * 1024;
const STORY_FILE = /^story-.*\.md$/;

/** gzip then base64. The gzip header holds no time, so the same bytes give the same text. */
export function compressArtifact(content: string | Uint8Array): string {
	return zlib().gzipSync(content).toString('base64');
}

/** The text of a compressed artifact; bytes that are no UTF-8 come out as U+FFFD. */
export function artifactText(gzipBase64: string): string {
	return zlib().gunzipSync(Buffer.from(gzipBase64, 'base64'), { maxOutputLength: LARGEST_ARTIFACT }).toString('utf8');
}

export interface ArtifactReading {
	readonly artifacts: readonly Artifact[];
	/** Files that are there but could not be taken along: too large, unreadable, a link that leaves the project. */
	readonly dropped: readonly string[];
}

function artifactNames(folder: string): readonly string[] {
	try {
		return readdirSync(folder)
			.filter((name) => name === SPEC_FILE || STORY_FILE.test(name))
			.sort();
	} catch {
		return [];
	}
}

/** The spec and the stories of a feature, in the order of their names. */
export function readArtifacts(root: string, slug: string): ArtifactReading {
	const folder = featureFolder(root, slug);
	if (folder === undefined) return { artifacts: [], dropped: [] };
	const artifacts: Artifact[] = [];
	const dropped: string[] = [];
	for (const name of artifactNames(folder)) {
		const path = join(folder, name);
		const bytes = isInside(root, path) ? readRegularFile(path, LARGEST_ARTIFACT) : undefined;
		if (bytes) artifacts.push({ name, gzipBase64: compressArtifact(bytes), text: bytes.toString('utf8') });
		else dropped.push(name);
	}
	return { artifacts, dropped };
}
