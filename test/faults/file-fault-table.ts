import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type FaultPlace, isSuperuser, type MemoryDisk, withLimit } from '../support/fault-place.ts';

interface Arrangement {
	readonly place: FaultPlace;
	/** The small disk that the project lies on, where one could be mounted. */
	readonly disk: MemoryDisk | undefined;
}

export interface Fault {
	readonly name: string;
	/** Whether the project had a run before the fault. */
	readonly isUsed: boolean;
	/** Whether it lies on a small disk of its own. */
	readonly needsDisk?: true;
	readonly arrange: (arrangement: Arrangement) => void;
	/** What `doctor` says of it. */
	readonly seen: RegExp;
	/** Tried on the binary as well. */
	readonly isSmoke?: true;
}

export const DISK_BYTES = 1_000_000;

/** A full disk; without the right to mount one, files that can't grow. */
function fill({ place, disk }: Arrangement): void {
	if (!disk) place.prefix = withLimit('-f 0');
	else expect(() => writeFileSync(join(place.root, 'filler'), Buffer.alloc(2 * DISK_BYTES))).toThrow(/ENOSPC/);
}

/** A disk that may only be read (EROFS); without the right to remount one, a folder without permission (EACCES). */
function makeReadOnly({ place, disk }: Arrangement): void {
	if (disk) disk.makeReadOnly();
	else forbid('.claude', 0o555)({ place, disk });
}

const forbid =
	(name: string, mode: number) =>
	({ place }: Arrangement) => {
		const path = place.file(...name.split('/'));
		if (!existsSync(path)) writeFileSync(path, name.endsWith('config.json') ? '{}' : '[]');
		chmodSync(path, mode);
		place.giveToUser();
	};

/** What nobody may change, the superuser neither (EPERM); elsewhere, or on other file systems, mode 0400. */
function makeImmutable(name: string) {
	return (arrangement: Arrangement): void => {
		const path = arrangement.place.file(...name.split('/'));
		try {
			if (!isSuperuser) throw new Error('no right to');
			execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
			arrangement.place.onEnd(() => execFileSync('chattr', ['-i', path]));
		} catch {
			forbid(name, name === '.claude' ? 0o555 : 0o400)(arrangement);
		}
	};
}

const limit =
	(value: string) =>
	({ place }: Arrangement) => {
		place.prefix = withLimit(value);
	};

const NO_DATABASE = /no permission to write \.claude\/murmur8\.db/;
const FULL = /only .* free on the disk/;

export const FAULTS: readonly Fault[] = [
	{ name: 'a full disk from the start', isUsed: false, needsDisk: true, arrange: fill, seen: FULL },
	{ name: 'a disk that became full', isUsed: true, needsDisk: true, arrange: fill, seen: FULL, isSmoke: true },
	{ name: 'a read-only disk', isUsed: false, needsDisk: true, arrange: makeReadOnly, seen: NO_DATABASE },
	{
		name: 'a disk that became read-only',
		isUsed: true,
		needsDisk: true,
		arrange: makeReadOnly,
		seen: NO_DATABASE,
		isSmoke: true,
	},
	{ name: 'a folder not to be written', isUsed: false, arrange: forbid('.claude', 0o555), seen: NO_DATABASE },
	{
		name: 'a folder that became so',
		isUsed: true,
		arrange: forbid('.claude', 0o555),
		seen: NO_DATABASE,
		isSmoke: true,
	},
	{ name: 'a folder not to be entered', isUsed: true, arrange: forbid('.claude', 0), seen: NO_DATABASE },
	{ name: 'an immutable folder', isUsed: true, arrange: makeImmutable('.claude'), seen: NO_DATABASE },
	{ name: 'an immutable database', isUsed: true, arrange: makeImmutable('.claude/murmur8.db'), seen: NO_DATABASE },
	{
		name: 'an immutable history',
		isUsed: true,
		arrange: makeImmutable('.claude/pipeline-history.json'),
		seen: /no permission to write \.claude\/pipeline-history\.json/,
	},
	{
		name: 'a project without a .claude that may not be written',
		isUsed: false,
		arrange: ({ place }) => {
			rmSync(place.file('.claude'), { recursive: true });
			mkdirSync(place.file('.blueprint'));
			chmodSync(place.root, 0o555);
			place.giveToUser();
		},
		seen: NO_DATABASE,
	},
	...['murmur8.db', 'pipeline-history.json', 'telemetry-failed.json'].flatMap((name) =>
		[0o000, 0o400].map(
			(mode): Fault => ({
				name: `a ${name} of mode ${mode.toString(8)}`,
				isUsed: true,
				arrange: forbid(`.claude/${name}`, mode),
				seen: new RegExp(`no permission to write \\.claude/${name.replaceAll('.', '\\.')}`),
			}),
		),
	),
	{
		name: 'settings that may not be read',
		isUsed: true,
		arrange: forbid('.claude/telemetry-config.json', 0),
		seen: /telemetry-config\.json can't be read/,
	},
	{ name: 'a .env that may not be read', isUsed: true, arrange: forbid('.env', 0), seen: /\.env can't be read/ },
	...[0, 4, 32, 64].flatMap((kilobytes) =>
		[false, true].map(
			(isUsed): Fault => ({
				name: `files of at most ${kilobytes} KiB${isUsed ? ', after a run' : ''}`,
				isUsed,
				arrange: limit(`-f ${kilobytes}`),
				seen: FULL,
				...(kilobytes === 4 && isUsed ? { isSmoke: true } : {}),
			}),
		),
	),
];
