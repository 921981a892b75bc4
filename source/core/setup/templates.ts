import { AUDIENCES, DEFAULT_AUDIENCE } from '../privacy/audience.ts';
import { SETTINGS } from '../settings/definitions.ts';

/** What a `.env` with telemetry in it is recognised by, commented or not. */
export const TEMPLATE_MARK = SETTINGS.url.variable;

/** The lines for `.env`; all commented, so that adding them changes nothing. */
export const DOTENV_LINES: readonly string[] = [
	'# Where events of pipeline runs go. Setting it is the opt-in: without it nothing is queued and nothing is sent.',
	`# ${SETTINGS.url.variable}=https://ingest.example.com/api/telemetry`,
	'# Bearer key of that endpoint.',
	`# ${SETTINGS.key.variable}=`,
	`# Which data may leave: ${AUDIENCES.join(', ')}.`,
	`# ${SETTINGS.audience.variable}=${DEFAULT_AUDIENCE}`,
	'# Whether the spec and the stories go along: on, off.',
	`# ${SETTINGS.artifacts.variable}=${SETTINGS.artifacts.default}`,
];

const ALWAYS_IGNORED: readonly string[] = [
	'.env',
	'.claude/murmur8.db',
	'.claude/murmur8.db-*',
	'.claude/*.corrupt-*',
	'.claude/worktrees/',
];

/** Characters that git reads as a pattern. */
const escapePattern = (path: string) => path.replace(/[\\*?[\]!#]/g, '\\$&');

/**
 * The lines that `.gitignore` should hold: secrets and state of one machine.
 * @param queuePath of the published queue, relative to the folder of the `.gitignore`; undefined where it lies elsewhere
 */
export function ignoredPaths(queuePath: string | undefined): readonly string[] {
	return queuePath === undefined ? ALWAYS_IGNORED : [...ALWAYS_IGNORED, escapePattern(queuePath)];
}

const normalise = (line: string) => line.trim().replace(/^\//, '').replace(/\/$/, '');

/** What covers a path in a `.gitignore`: itself, or a folder above it. */
function coveringPatterns(path: string): readonly string[] {
	const parts = normalise(path).split('/');
	const folders = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
	return [normalise(path), ...folders.flatMap((folder) => [folder, `${folder}/*`, `${folder}/**`])];
}

/** Those of `paths` that a `.gitignore` does not name yet, itself or by a folder above. */
export function missingFrom(gitignore: string, paths: readonly string[]): readonly string[] {
	const present = new Set(gitignore.split('\n').map(normalise));
	return paths.filter((path) => !coveringPatterns(path).some((pattern) => present.has(pattern)));
}
