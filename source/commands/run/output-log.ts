import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readDotenv } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import { OPTED_IN } from '../../adapters/sources/opted-in.ts';
import { ByteTail } from '../../core/byte-tail.ts';
import { formatBytes } from '../../core/format.ts';
import { createEngine } from '../../failures/sanitise/sanitise.ts';
import { Sanitiser } from '../../failures/sanitise/stream/sanitiser.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { readSanitizeSettings } from '../sanitize/settings.ts';
import type { Context } from '../spec.ts';

/** So much of the end of an output is kept; what a command failed of stands there. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** Before that, read but not kept: what began in it (a key of many lines) is known for what it is. */
const LEAD_BYTES = 64 * 1024;

/** Whether the environment, or else `.env`, opts logs in. */
export function isOptedIn(project: Project, { environment }: Context): boolean {
	return (environment['TELEMETRY'] ?? readDotenv(project.dotenvPath).variables['TELEMETRY'])?.trim() === '1';
}

/** The end of a command's output, in memory: nothing raw touches the disk, and nothing is done while the command runs. */
export const createOutputTail = (): ByteTail => new ByteTail(KEPT_BYTES + LEAD_BYTES);

/** The end of the output, sanitised. */
function sanitised(tail: ByteTail, context: Context): readonly Uint8Array[] {
	const { section, allowed } = readSanitizeSettings(context);
	const engine = createEngine({ extra: readUserRules(section).rules });
	const bytes = tail.bytes();
	const isCut = tail.total > bytes.length;
	const pieces: Uint8Array[] = [];
	let isKept = !isCut;
	const sanitiser = new Sanitiser(engine, (piece) => isKept && pieces.push(piece.slice()), {
		allowed: new Set(allowed),
	});
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

const toFileName = (text: string) => text.replaceAll(/[^\w-]+/g, '_').slice(0, 60) || '_';

/** A stage that is tried again has a log of each attempt. */
function freePath(folder: string, name: string): string {
	for (let attempt = 1; ; attempt++) {
		const path = join(folder, `${name}${attempt === 1 ? '' : `-${attempt}`}.log`);
		if (!existsSync(path)) return path;
	}
}

/**
 * Keeps the output of a run, or of a stage of it, as an opted-in log.
 * @returns its path, seen from the project
 * @throws where it can't be written, or where it is not known what must be hidden
 */
export function keepOutput(
	tail: ByteTail,
	{ project, runId, stage }: { readonly project: Project; readonly runId: string; readonly stage: string | undefined },
	context: Context,
): string {
	const pieces = sanitised(tail, context);
	const folder = join(project.root, OPTED_IN, toFileName(runId));
	mkdirSync(folder, { recursive: true });
	const path = freePath(folder, toFileName(stage ?? 'run'));
	replaceFile(path, Buffer.concat(pieces), 0o600);
	return relative(project.root, path);
}
