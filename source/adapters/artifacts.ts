import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipFrame } from '../core/gzip-frame.ts';
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

/** The same for a few bytes: gzip that is read as any other, and costs a fast command no zlib. */
export const frameArtifact = (bytes: Uint8Array): string => Buffer.from(gzipFrame(bytes).buffer).toString('base64');

/** The bytes of a compressed artifact. @throws where it is none, or too large */
export function artifactBytes(gzipBase64: string): Uint8Array {
	return zlib().gunzipSync(Buffer.from(gzipBase64, 'base64'), { maxOutputLength: LARGEST_ARTIFACT });
}

/** The text of a compressed artifact; bytes that are no UTF-8 come out as U+FFFD. */
export const artifactText = (gzipBase64: string): string => Buffer.from(artifactBytes(gzipBase64)).toString('utf8');

/** A file of a feature as it stands on the disk. It leaves only by way of `packArtifacts`. */
export interface ArtifactFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

export interface ArtifactReading {
	readonly files: readonly ArtifactFile[];
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
	if (folder === undefined) return { files: [], dropped: [] };
	const files: ArtifactFile[] = [];
	const dropped: string[] = [];
	for (const name of artifactNames(folder)) {
		const path = join(folder, name);
		const bytes = isInside(root, path) ? readRegularFile(path, LARGEST_ARTIFACT) : undefined;
		if (bytes) files.push({ name, bytes });
		else dropped.push(name);
	}
	return { files, dropped };
}
