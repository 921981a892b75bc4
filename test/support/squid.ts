import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { unusedPort } from '../faults/http/server.ts';
import { temporaryFolder } from './sandbox.ts';

const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env['PATH'] ?? '').split(':')];
const program = folders.map((folder) => join(folder, 'squid')).find((path) => existsSync(path));
const authenticator = '/usr/lib/squid/basic_ncsa_auth';

/** A real proxy to go through. Where all tools are demanded, its absence is an error. */
export const hasSquid = program !== undefined && existsSync(authenticator);
if (!hasSquid && process.env['REQUIRE_TOOLS'] === '1') throw new Error('squid is not there: apt install squid');
// biome-ignore lint/suspicious/noConsole: a test that is skipped for lack of a tool says so
if (!hasSquid) console.warn('squid is not there, what needs it is skipped: apt install squid');

export interface Credentials {
	readonly name: string;
	readonly password: string;
}

function isListening(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy().destroyed));
		socket.on('error', () => resolve(false));
	});
}

/** Lets everybody through, or those alone who know name and password. @returns its port */
export async function startSquid(credentials?: Credentials): Promise<number> {
	const folder = temporaryFolder('murmur8-squid-');
	const port = await unusedPort();
	const settings = [
		`http_port 127.0.0.1:${port}`,
		'pid_filename none',
		'access_log none',
		'cache_log stdio:/dev/null',
		'cache deny all',
		'pinger_enable off',
		'shutdown_lifetime 0 seconds',
		'visible_hostname localhost',
		`coredump_dir ${folder}`,
	];
	if (credentials) {
		const options = { input: credentials.password, encoding: 'utf8' } as const;
		const digest = execFileSync('openssl', ['passwd', '-apr1', '-stdin'], options);
		writeFileSync(join(folder, 'passwords'), `${credentials.name}:${digest}`);
		settings.push(
			`auth_param basic program ${authenticator} ${join(folder, 'passwords')}`,
			'acl known proxy_auth REQUIRED',
			'http_access allow known',
			'http_access deny all',
		);
	} else settings.push('http_access allow all');
	writeFileSync(join(folder, 'settings'), `${settings.join('\n')}\n`);
	// Started by root, it goes on as a user of its own.
	chmodSync(folder, 0o755);
	const child = spawn(program ?? '', ['-N', '-f', join(folder, 'settings')], { cwd: folder, stdio: 'ignore' });
	const ended = new Promise((resolve) => child.on('close', resolve));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	await vi.waitFor(
		async () => {
			if (child.exitCode !== null) throw new Error('squid has ended');
			if (!(await isListening(port))) throw new Error('squid does not listen yet');
		},
		{ timeout: 30_000, interval: 20 },
	);
	return port;
}
