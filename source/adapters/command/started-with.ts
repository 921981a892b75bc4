import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { tty } from '../builtin.ts';
import type { Environment } from '../environment.ts';
import { isDeno } from '../runtime.ts';
import { hasSet, openFilesLimit } from './process-facts.ts';

/**
 * Node changes what it was started with: it listens to signals that were ignored, raises the limit of open files, closes
 * descriptors to what it starts. What was before can't be asked of it any more, but of the process that started it.
 */
const changesThem = (): boolean => process.platform === 'linux' && !isDeno();

/** Whether we were started so that hanging up the terminal ends nothing (nohup). */
export function ignoresHangUp(environment: Environment): boolean {
	if (!changesThem()) return false;
	// bash and zsh name the program that they started, and that became us; a shell that ignores it has children that do.
	return basename(environment['_'] ?? '') === 'nohup' || hasSet(process.ppid, 'ignored', 'SIGHUP') === true;
}

const PRLIMIT = '/usr/bin/prlimit';

function withLimitOfBefore(): readonly string[] {
	const [now, before] = [openFilesLimit('self'), openFilesLimit(process.ppid)];
	if (!now || !before || now.soft === before.soft || now.soft !== now.hard) return [];
	// Without leave to go above it, a limit that is higher than ours can't have been ours.
	if (Number(before.soft) > Number(now.hard) || !existsSync(PRLIMIT)) return [];
	return [PRLIMIT, `--nofile=${before.soft}:`, '--'];
}

/** Programs that set what was before, and then become the command. */
export function asBefore(environment: Environment): readonly string[] {
	if (!changesThem()) return [];
	// At a terminal nohup would redirect; whoever ignores the signal there has to do without.
	const isAway = () => ![0, 1, 2].some((descriptor) => tty().isatty(descriptor));
	return [...withLimitOfBefore(), ...(ignoresHangUp(environment) && isAway() ? ['nohup'] : [])];
}

const CLOSED_AT_EXEC = 0o2_000_000;
const ACCESS = 0o3;
/** Node closes no more than these at once; what lies above reaches the command by itself. */
const HIGHEST = 63;

interface Descriptor {
	readonly number: number;
	readonly target: string;
	readonly isWritten: boolean;
}

function closedDescriptors(): readonly Descriptor[] {
	return readdirSync('/proc/self/fd').flatMap((name): readonly Descriptor[] => {
		const number = Number(name);
		if (number < 3 || number > HIGHEST) return [];
		try {
			const target = readlinkSync(`/proc/self/fd/${name}`);
			// Node's own: what it waits with.
			if (target.startsWith('anon_inode:')) return [];
			const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, 'latin1'))?.[1] ?? '0';
			const bits = Number.parseInt(flags, 8);
			if ((bits & CLOSED_AT_EXEC) === 0) return [];
			return [{ number, target, isWritten: (bits & ACCESS) !== 0 }];
		} catch {
			// The one that the list itself was read from.
			return [];
		}
	});
}

/** GNU make's own, for the makes that it starts. */
const jobServer = ({ MAKEFLAGS = '' }: Environment): readonly number[] =>
	/--jobserver-(?:auth|fds)=(\d+),(\d+)/.exec(MAKEFLAGS)?.slice(1).map(Number) ?? [];

/**
 * Descriptors beyond stderr that were handed to us (`3>&1`, a test runner's, a socket of systemd) and that Node would
 * close. To be asked before anything is opened here.
 */
export function handedDescriptors(environment: Environment): readonly number[] {
	if (!changesThem()) return [];
	try {
		const found = closedDescriptors();
		const named = jobServer(environment);
		// Of Node's own pipes both ends are here; of one that was handed to us one is.
		const isOwn = ({ number, target, isWritten }: Descriptor) =>
			target.startsWith('pipe:') &&
			!named.includes(number) &&
			found.some((other) => other.target === target && other.isWritten !== isWritten);
		return found.filter((one) => !isOwn(one)).map(({ number }) => number);
	} catch {
		return [];
	}
}
