import { formatBytes } from '../format.ts';
import type { DatabaseFacts, DoctorFacts, FileFacts, FileKind } from './facts.ts';
import type { Advice, Check } from './finding.ts';

const KIND_WORDS: Readonly<Record<FileKind, string>> = {
	missing: 'missing',
	file: 'a file',
	directory: 'a directory',
	link: 'a symbolic link',
	fifo: 'a FIFO',
	other: 'no regular file',
};

const isMisplaced = ({ kind }: FileFacts) => kind !== 'file' && kind !== 'missing';

const misplaced = (file: FileFacts): Advice => ({
	seen: `${file.path} is ${KIND_WORDS[file.kind]}; it was left alone, and nothing can be kept there`,
	fix: `mv ${file.path} ${file.path}.aside`,
});

const unpermitted = ({ path, kind }: FileFacts): Advice => ({
	seen: `there is no permission to write ${path}`,
	fix:
		kind === 'missing' ? `chmod u+rwx "$(dirname ${path})"` : `chmod u+rw ${path} && chmod u+rwx "$(dirname ${path})"`,
});

/** The database and what SQLite keeps beside it, together: a journal must not meet another database. */
function moveAside({ file, companions }: DatabaseFacts): string {
	const paths = [file, ...companions].filter(({ kind }) => kind !== 'missing').map(({ path }) => path);
	// Where their folder is none, it is that one thing for all of them.
	return [...new Set(paths)].map((path) => `mv ${path} ${path}.aside`).join(' && ');
}

const databaseIn = (
	{ database }: DoctorFacts,
	state: DatabaseFacts['state'],
	say: (database: DatabaseFacts) => Advice,
) => (database.state === state ? [say(database)] : []);

/** Below this an event and its journal may not fit. */
const LITTLE_SPACE = 10_000_000;

export const FILE_CHECKS: readonly Check[] = [
	{
		id: 'database-place',
		severity: 'problem',
		look: ({ database }) => [database.file, ...database.companions].filter(isMisplaced).map(misplaced),
	},
	{
		id: 'database-permission',
		severity: 'problem',
		look: ({ database: { file } }) => (isMisplaced(file) || file.isPermitted ? [] : [unpermitted(file)]),
	},
	{
		id: 'database-garbage',
		severity: 'problem',
		look: (facts) =>
			databaseIn(facts, 'garbage', (database) => ({
				seen: `${database.file.path} is not a database or is damaged (${database.reason}): nothing is recorded or sent`,
				fix: moveAside(database),
			})),
	},
	{
		id: 'database-newer',
		severity: 'problem',
		look: (facts) =>
			databaseIn(facts, 'newer', (database) => ({
				seen: `${database.file.path} was written by a newer murmur8, so this one leaves it alone`,
				fix: `update this murmur8, or begin anew: ${moveAside(database)}`,
			})),
	},
	{
		id: 'database-failed',
		severity: 'problem',
		look: (facts) =>
			isMisplaced(facts.database.file) ||
			facts.database.companions.some(isMisplaced) ||
			!facts.database.file.isPermitted
				? []
				: databaseIn(facts, 'failed', (database) => ({
						seen: `${database.file.path} can't be opened: ${database.reason}`,
						fix: `end the program that holds it or free the disk; if that is not it: ${moveAside(database)}`,
					})),
	},
	{
		id: 'published-place',
		severity: 'problem',
		look: ({ published }) =>
			published.flatMap((file) => {
				if (isMisplaced(file)) return [misplaced(file)];
				return file.isInProject
					? []
					: [
							{
								seen: `${file.path} does not lie inside the project and is left alone`,
								fix: 'murmur8 telemetry-config unset queue-path, or give a path inside the project',
							},
						];
			}),
	},
	{
		id: 'published-permission',
		severity: 'problem',
		look: ({ published }) =>
			published.filter((file) => !isMisplaced(file) && file.isInProject && !file.isPermitted).map(unpermitted),
	},
	{
		id: 'set-aside',
		severity: 'note',
		look: ({ setAside }) =>
			setAside.map((path) => ({
				seen: `${path} could not be parsed and was kept; its whole entries were taken over`,
				fix: `rm ${path}`,
			})),
	},
	{
		id: 'disk-space',
		severity: 'note',
		look: ({ freeBytes, place }) =>
			freeBytes !== undefined && freeBytes < LITTLE_SPACE
				? [
						{
							seen: `only ${formatBytes(freeBytes)} are free on the disk of ${place.root}`,
							fix: `free ${formatBytes(LITTLE_SPACE)} there: df -h ${place.root}; if there are, raise the limit: ulimit -f`,
						},
					]
				: [],
	},
];
