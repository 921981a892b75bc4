import { lookup } from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ProbeFacts, ProbeResult } from '../core/doctor/facts.ts';
import { type ProxyRoute, parseProxy } from '../core/proxy.ts';

/** Limit of each step, so that a dead endpoint costs one of these. */
const STEP_MS = 3_000;
const LARGEST_HEAD = 16_384;

type Settle<T> = (resolve: (value: T) => void, reject: (error: Error) => void) => void;

/** One step, given up after `STEP_MS`. */
function step<T>(settle: Settle<T>): Promise<T> {
	const { promise, resolve, reject } = Promise.withResolvers<T>();
	const timer = setTimeout(() => reject(new Error(`no answer within ${STEP_MS / 1_000} s`)), STEP_MS);
	settle(resolve, reject);
	return promise.finally(() => clearTimeout(timer));
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL) => Number(port || (protocol === 'https:' ? 443 : 80));
const peerOf = (url: URL) => `${url.hostname}:${portOf(url)}`;
const serverName = (url: URL) => (isIP(hostOf(url)) ? {} : { servername: hostOf(url) });

const resolveHost = (url: URL) =>
	step<void>((resolve, reject) => lookup(hostOf(url), (error) => (error ? reject(error) : resolve())));

/** The errors of a socket that is given up are nobody's. */
const ignore = () => {};

function open(url: URL, sockets: Socket[]): Promise<Socket> {
	return step((resolve, reject) => {
		const socket = connect({ host: hostOf(url), port: portOf(url) }, () => resolve(socket));
		sockets.push(socket.on('error', reject));
	});
}

function handshake(url: URL, socket: Socket, sockets: Socket[]): Promise<Socket> {
	return step((resolve, reject) => {
		const secure = connectTls({ socket, host: hostOf(url), ...serverName(url) }, () => resolve(secure));
		sockets.push(secure.on('error', reject).on('close', () => reject(new Error('the connection was closed'))));
	});
}

/** Sends a request without a body and reads the head of the answer. */
function ask(socket: Socket, lines: readonly string[]): Promise<string> {
	return step((resolve, reject) => {
		let head = '';
		const onData = (chunk: Buffer) => {
			head += chunk.toString('latin1');
			if (!head.includes('\r\n\r\n') && head.length < LARGEST_HEAD) return;
			socket.off('data', onData).pause();
			resolve(head);
		};
		socket.on('data', onData).on('error', reject);
		socket.on('close', () => reject(new Error('the connection was closed without an answer')));
		socket.resume();
		socket.write(`${[...lines, '', ''].join('\r\n')}`);
	});
}

const statusOf = (head: string) => Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
const firstLine = (head: string) => head.slice(0, 100).split('\r\n')[0] ?? '';

function proxyCredentials({ username, password }: URL): readonly string[] {
	if (username === '') return [];
	const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return [`proxy-authorization: Basic ${Buffer.from(pair).toString('base64')}`];
}

function reached(head: string): ProbeResult {
	const dateHeader = /^date: *(.*)$/im.exec(head)?.[1]?.trim();
	return { kind: 'reached', dateHeader, dateMs: dateHeader === undefined ? Number.NaN : Date.parse(dateHeader) };
}

async function run(url: URL, proxy: URL | undefined, userAgent: string, sockets: Socket[]): Promise<ProbeResult> {
	let at: Extract<ProbeResult, { kind: 'failed' }>['step'] = 'lookup';
	let peer = peerOf(proxy ?? url);
	const failed = (reason: string, statusCode?: number): ProbeResult => ({
		kind: 'failed',
		step: at,
		peer,
		reason,
		statusCode,
	});
	try {
		await resolveHost(proxy ?? url);
		at = 'connect';
		let socket = await open(proxy ?? url, sockets);
		if (proxy?.protocol === 'https:') socket = await handshake(proxy, socket, sockets);
		const credentials = proxy ? proxyCredentials(proxy) : [];
		const isTunnelled = proxy !== undefined && url.protocol === 'https:';
		if (isTunnelled) {
			at = 'proxy';
			const target = peerOf(url);
			const head = await ask(socket, [`CONNECT ${target} HTTP/1.1`, `host: ${target}`, ...credentials]);
			const status = statusOf(head);
			if (status < 200 || status > 299) return failed(firstLine(head), status);
		}
		if (url.protocol === 'https:') {
			at = 'tls';
			peer = peerOf(url);
			socket = await handshake(url, socket, sockets);
		}
		// Only its date is wanted: no key, no body, and any status will do.
		const isForwarded = proxy !== undefined && !isTunnelled;
		const target = `${isForwarded ? url.origin : ''}${url.pathname}${url.search}`;
		const head = await ask(socket, [
			`HEAD ${target} HTTP/1.1`,
			`host: ${url.host}`,
			`user-agent: ${userAgent}`,
			'connection: close',
			...(isForwarded ? credentials : []),
		]).catch(() => '');
		at = 'proxy';
		return isForwarded && statusOf(head) === 407 ? failed(firstLine(head), 407) : reached(head);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		return failed(code ?? message);
	}
}

/** How far the endpoint can be reached, as a sender would go. Sends no event and no key. */
export async function probeEndpoint(
	endpoint: string,
	proxy: ProxyRoute | undefined,
	userAgent: string,
): Promise<ProbeFacts> {
	const sockets: Socket[] = [];
	const url = new URL(endpoint);
	if (!proxy)
		return { result: await run(url, undefined, userAgent, sockets).finally(() => drop(sockets)), proxy: undefined };
	const { variable } = proxy;
	const proxyUrl = parseProxy(proxy);
	if (!proxyUrl) {
		const result: ProbeResult = { kind: 'failed', step: 'connect', peer: '', reason: 'it is no http: or https: URL' };
		return { result, proxy: { peer: '', variable } };
	}
	const result = await run(url, proxyUrl, userAgent, sockets).finally(() => drop(sockets));
	return { result, proxy: { peer: peerOf(proxyUrl), variable } };
}

function drop(sockets: readonly Socket[]): void {
	for (const socket of sockets) socket.on('error', ignore).destroy();
}
