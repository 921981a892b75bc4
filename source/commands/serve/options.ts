import { toPrintableLine } from '../../core/text.ts';
import { type Binding, isLoopback, LOOPBACK_HOSTS } from '../../server/hosts.ts';
import { type Context, type Flags, textFlag, UserError } from '../spec.ts';

const DEFAULT_PORT = 9_100;
const LAST_PORT = 65_535;
const SHORTEST_TOKEN = 16;
const FROM_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

function readPort(flags: Flags): number {
	const given = textFlag(flags, 'port');
	if (given === undefined) return DEFAULT_PORT;
	const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
	if (port <= LAST_PORT) return port;
	throw new UserError(
		`--port is ${JSON.stringify(toPrintableLine(given, 40))}, but must be an integer from 0 to ${LAST_PORT}`,
		'See: murmur8 serve --help',
	);
}

/** The arguments of a process are seen by every user of a machine, its environment is not: a name may stand for it. */
function readToken(flags: Flags, { environment }: Pick<Context, 'environment'>): string | undefined {
	const given = textFlag(flags, 'token');
	if (given === undefined) return undefined;
	const [, name] = FROM_ENVIRONMENT.exec(given) ?? [];
	const token = name === undefined ? given : (environment[name] ?? '');
	if (token.length >= SHORTEST_TOKEN && /^[\u0021-\u007e]+$/.test(token)) return token;
	const what = name === undefined ? '--token' : `the token in ${name}`;
	throw new UserError(
		`${what} must be at least ${SHORTEST_TOKEN} characters of visible ASCII`,
		'Make one: openssl rand -hex 32',
	);
}

export interface ServeOptions {
	readonly binding: Binding;
	readonly token: string | undefined;
}

/** @throws UserError, also where somebody else could see data without a token */
export function readServeOptions(flags: Flags, context: Pick<Context, 'environment'>): ServeOptions {
	const port = readPort(flags);
	const token = readToken(flags, context);
	const host = textFlag(flags, 'host')?.replace(/^\[(.*)\]$/, '$1');
	if (host === undefined || host === 'localhost') return { binding: { hosts: LOOPBACK_HOSTS, port }, token };
	if (token === undefined && !isLoopback(host)) {
		throw new UserError(
			`--host ${toPrintableLine(host, 80)} lets others see data, so it needs a token`,
			'Give one: --token env:NAME, with NAME set to the output of: openssl rand -hex 32',
		);
	}
	return { binding: { hosts: [host], port }, token };
}
