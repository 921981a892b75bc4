/**
 * A file system as network mounts are: no hard links, and no memory that processes share, so no WAL. It shows the folder
 * given as second argument at the place given as first, until it is unmounted.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Nodes } from './fuse-nodes.ts';
import {
	BUFFER_BYTES,
	directoryBody,
	initBody,
	names,
	OPCODE,
	openBody,
	type Request,
	readRequest,
	reply,
	statfsBody,
	writtenBody,
} from './fuse-protocol.ts';

const NOTHING = Buffer.alloc(0);
const [place = '', folder = ''] = process.argv.slice(2);
const { EIO, ENOSYS, EPERM, EINVAL } = constants.errno;
const nodes = new Nodes(folder);
const handleIn = (body: Buffer) => Number(body.readBigUInt64LE(0));

function rename(request: Request, body: Buffer): Buffer {
	const [from, to] = names(body);
	nodes.rename(nodes.child(request, from), join(nodes.pathOf(handleIn(request.body)), to ?? ''));
	return NOTHING;
}

type Answer = Buffer | undefined;

/** @returns undefined where the kernel waits for no answer */
const ANSWERS: Readonly<Record<number, (request: Request) => Answer>> = {
	[OPCODE.init]: () => initBody(),
	[OPCODE.forget]: () => undefined,
	[OPCODE.batchForget]: () => undefined,
	[OPCODE.interrupt]: () => undefined,
	[OPCODE.lookup]: (request) => nodes.entry(nodes.child(request, names(request.body)[0])),
	[OPCODE.getattr]: ({ node }) => nodes.attributes(node),
	[OPCODE.setattr]: ({ node, body }) => nodes.setAttributes(node, body),
	[OPCODE.mkdir]: (request) => {
		const path = nodes.child(request, names(request.body.subarray(8))[0]);
		fs.mkdirSync(path, request.body.readUInt32LE(0));
		fs.chownSync(path, request.uid, request.gid);
		return nodes.entry(path);
	},
	[OPCODE.unlink]: (request) => {
		const path = nodes.child(request, names(request.body)[0]);
		fs.unlinkSync(path);
		nodes.lose(path);
		return NOTHING;
	},
	[OPCODE.rmdir]: (request) => {
		const path = nodes.child(request, names(request.body)[0]);
		fs.rmdirSync(path);
		nodes.lose(path);
		return NOTHING;
	},
	[OPCODE.rename]: (request) => rename(request, request.body.subarray(8)),
	[OPCODE.rename2]: (request) => {
		// Exchanging, and refusing to replace, is not offered; the kernel falls back.
		if (request.body.readUInt32LE(8) !== 0) throw Object.assign(new Error('flags'), { errno: -EINVAL });
		return rename(request, request.body.subarray(16));
	},
	[OPCODE.link]: () => {
		throw Object.assign(new Error('no hard links here'), { errno: -EPERM });
	},
	[OPCODE.open]: ({ node, body }) => openBody(nodes.open(nodes.pathOf(node), body.readUInt32LE(0))),
	[OPCODE.create]: (request) => {
		const { body } = request;
		const path = nodes.child(request, names(body.subarray(16))[0]);
		const handle = nodes.open(path, body.readUInt32LE(0) | fs.constants.O_CREAT, body.readUInt32LE(4));
		fs.fchownSync(handle, request.uid, request.gid);
		return Buffer.concat([nodes.entry(path), openBody(handle)]);
	},
	[OPCODE.read]: ({ body }) => {
		const buffer = Buffer.alloc(body.readUInt32LE(16));
		const length = fs.readSync(handleIn(body), buffer, 0, buffer.length, Number(body.readBigUInt64LE(8)));
		return buffer.subarray(0, length);
	},
	[OPCODE.write]: ({ body }) => {
		const data = body.subarray(40, 40 + body.readUInt32LE(16));
		return writtenBody(fs.writeSync(handleIn(body), data, 0, data.length, Number(body.readBigUInt64LE(8))));
	},
	[OPCODE.statfs]: () => statfsBody(),
	[OPCODE.release]: ({ body }) => {
		nodes.release(handleIn(body));
		return NOTHING;
	},
	[OPCODE.fsync]: () => NOTHING,
	[OPCODE.flush]: () => NOTHING,
	[OPCODE.fsyncdir]: () => NOTHING,
	[OPCODE.opendir]: () => openBody(0),
	[OPCODE.releasedir]: () => NOTHING,
	[OPCODE.readdir]: ({ node, body }) =>
		directoryBody(
			['.', '..', ...fs.readdirSync(nodes.pathOf(node))],
			Number(body.readBigUInt64LE(8)),
			body.readUInt32LE(16),
		),
};

function answer(request: Request): Buffer | undefined {
	const work = ANSWERS[request.opcode];
	if (!work) return reply(request.unique, ENOSYS);
	try {
		const body = work(request);
		return body && reply(request.unique, 0, body);
	} catch (error) {
		return reply(request.unique, -((error as NodeJS.ErrnoException).errno ?? -EIO));
	}
}

const device = fs.openSync('/dev/fuse', 'r+');
const options = `fd=3,rootmode=40000,user_id=${process.getuid?.()},group_id=${process.getgid?.()},allow_other`;
const stdio = ['ignore', 'ignore', 'inherit', device] as const;
const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'murmur8-test', place], { stdio: [...stdio] });
mount.on('exit', (code) => {
	if (code === 0) process.stdout.write('mounted\n');
	else process.exit(1);
});

const buffer = Buffer.alloc(BUFFER_BYTES);
/** EPERM: it is not mounted yet. ENOENT: a request was called off before it could be read. */
const TRY_AGAIN: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOENT', 'EINTR', 'EAGAIN']);

(function serve(): void {
	fs.read(device, buffer, 0, buffer.length, null, (error, length) => {
		if (error) {
			// Anything else, ENODEV as a rule: it was unmounted.
			if (!TRY_AGAIN.has(error.code)) process.exit(0);
			setTimeout(serve, 1);
			return;
		}
		const bytes = answer(readRequest(Buffer.from(buffer.subarray(0, length))));
		try {
			if (bytes) fs.writeSync(device, bytes);
		} catch {
			// Whoever asked is gone.
		}
		serve();
	});
})();
