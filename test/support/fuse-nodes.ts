import * as fs from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { attributeBody, entryBody, type Request } from './fuse-protocol.ts';

const ROOT = 1;

/** The files of a folder as the kernel knows them: by number, also when they have lost their name. */
export class Nodes {
	readonly #pathOfNode: Map<number, string>;
	readonly #nodeOfPath: Map<string, number>;
	/** Which node an open file is, and an open file of a node that has lost its name. */
	readonly #nodeOfHandle = new Map<number, number>();
	readonly #handleOfLost = new Map<number, number>();
	#last = ROOT;

	constructor(folder: string) {
		this.#pathOfNode = new Map([[ROOT, folder]]);
		this.#nodeOfPath = new Map([[folder, ROOT]]);
	}

	#at(path: string): number {
		const known = this.#nodeOfPath.get(path);
		if (known !== undefined) return known;
		const node = ++this.#last;
		this.#nodeOfPath.set(path, node);
		this.#pathOfNode.set(node, path);
		return node;
	}

	#handleOf(node: number): number | undefined {
		return [...this.#nodeOfHandle].find(([, open]) => open === node)?.[0];
	}

	pathOf(node: number): string {
		const path = this.#pathOfNode.get(node);
		if (path === undefined) throw Object.assign(new Error('no such node'), { errno: -constants.errno.ENOENT });
		return path;
	}

	child({ node }: Request, name: string | undefined): string {
		return join(this.pathOf(node), name ?? '');
	}

	entry(path: string): Buffer {
		const found = fs.lstatSync(path, { bigint: true });
		return entryBody(this.#at(path), found);
	}

	attributes(node: number): Buffer {
		const lost = this.#handleOfLost.get(node);
		const options = { bigint: true } as const;
		return attributeBody(lost === undefined ? fs.lstatSync(this.pathOf(node), options) : fs.fstatSync(lost, options));
	}

	/** The name goes; who has the file open keeps it. */
	lose(path: string): void {
		const node = this.#nodeOfPath.get(path);
		if (node === undefined) return;
		this.#nodeOfPath.delete(path);
		this.#pathOfNode.delete(node);
		const handle = this.#handleOf(node);
		if (handle !== undefined) this.#handleOfLost.set(node, handle);
	}

	open(path: string, flags: number, mode?: number): number {
		// Writes carry their own place; with O_APPEND the system would ignore it.
		const handle = fs.openSync(path, flags & ~fs.constants.O_APPEND, mode);
		this.#nodeOfHandle.set(handle, this.#at(path));
		return handle;
	}

	release(handle: number): void {
		const node = this.#nodeOfHandle.get(handle);
		this.#nodeOfHandle.delete(handle);
		fs.closeSync(handle);
		if (node === undefined || this.#handleOfLost.get(node) !== handle) return;
		const other = this.#handleOf(node);
		if (other === undefined) this.#handleOfLost.delete(node);
		else this.#handleOfLost.set(node, other);
	}

	rename(source: string, destination: string): void {
		const node = this.#at(source);
		fs.renameSync(source, destination);
		if (source === destination) return;
		this.lose(destination);
		this.#nodeOfPath.delete(source);
		this.#nodeOfPath.set(destination, node);
		this.#pathOfNode.set(node, destination);
	}

	/** SETATTR: its first word says which of the others count. */
	setAttributes(node: number, body: Buffer): Buffer {
		const valid = body.readUInt32LE(0);
		const lost = this.#handleOfLost.get(node);
		const path = lost === undefined ? this.pathOf(node) : `/proc/self/fd/${lost}`;
		if (valid & 1) fs.chmodSync(path, body.readUInt32LE(68) & 0o7777);
		if (valid & 6) fs.chownSync(path, valid & 2 ? body.readUInt32LE(76) : -1, valid & 4 ? body.readUInt32LE(80) : -1);
		if (valid & 8) fs.truncateSync(path, Number(body.readBigUInt64LE(16)));
		if (valid & 48) {
			const time = (offset: number, fraction: number) =>
				Number(body.readBigUInt64LE(offset)) + body.readUInt32LE(fraction) / 1e9;
			const now = Date.now() / 1_000;
			fs.utimesSync(path, valid & 128 ? now : time(32, 56), valid & 256 ? now : time(40, 60));
		}
		return this.attributes(node);
	}
}
