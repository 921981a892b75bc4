import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInside, type Project } from '../../adapters/paths.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import type { ByteTail } from '../../core/byte-tail.ts';
import { formatBytes } from '../../core/format.ts';
import { toFileName, WHOLE_RUN } from '../../core/log-stage.ts';
import { Sanitiser } from '../../failures/sanitise/stream/sanitiser.ts';
import { KEPT_BYTES, LEAD_BYTES } from './output-tail.ts';
import { runLogsFolder } from './run-logs.ts';
import type { Sanitising } from './sanitising.ts';

/** The end of the output, sanitised. */
function sanitised(tail: ByteTail, { engine, allowed }: Sanitising): readonly Uint8Array[] {
	const bytes = tail.bytes();
	const isCut = tail.total > bytes.length;
	const pieces: Uint8Array[] = [];
	let isKept = !isCut;
	const sanitiser = new Sanitiser(engine, (piece) => isKept && pieces.push(piece.slice()), { allowed });
	if (isCut) {
		const lead = bytes.indexOf(10, LEAD_BYTES) + 1 || LEAD_BYTES;
		sanitiser.push(bytes.subarray(0, lead));
		isKept = true;
		const note = `[murmur8: ${formatBytes(tail.total - bytes.length + lead)} before this were not kept]\n`;
		pieces.push(new TextEncoder().encode(note));
		sanitiser.push(bytes.subarray(lead));
	} else sanitiser.push(bytes);
	sanitiser.end();
	return pieces;
}

/** A stage that is tried again has a log of each attempt. */
function freePath(folder: string, name: string): string {
	for (let attempt = 1; ; attempt++) {
		const path = join(folder, `${name}${attempt === 1 ? '' : `-${attempt}`}.log`);
		if (!existsSync(path)) return path;
	}
}

/** @returns the folder, without links in its path; throws where one of them leaves the project */
function makeFolder(root: string, folder: string): string {
	for (let at = folder; at !== '.'; at = dirname(at)) {
		const path = join(root, at);
		if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && !isInside(root, path)) {
			throw new Error(`${at} is a link that leaves the project`);
		}
	}
	mkdirSync(join(root, folder), { recursive: true });
	return realpathSync(join(root, folder));
}

/** What was kept of an output. */
export interface KeptOutput {
	/** Absolute. */
	readonly path: string;
	/** Whether its beginning is missing. */
	readonly isCut: boolean;
}

/**
 * Keeps the output of a run, or of a stage of it, as an opted-in log.
 * @throws where it can't be written
 */
export function keepOutput(
	tail: ByteTail,
	{ project, runId, stage }: { readonly project: Project; readonly runId: string; readonly stage: string | undefined },
	sanitising: Sanitising,
): KeptOutput {
	const folder = makeFolder(project.root, runLogsFolder(runId));
	const path = freePath(folder, toFileName(stage ?? WHOLE_RUN));
	replaceFile(path, Buffer.concat(sanitised(tail, sanitising)), 0o600);
	return { path, isCut: tail.total > KEPT_BYTES + LEAD_BYTES };
}
