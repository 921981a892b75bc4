import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Engine } from '../../source/failures/sanitise/scan/engine.ts';
import { Sanitiser } from './shipped.ts';

/** Names of folders are put aside: they are replaced on purpose, and on every machine of a developer. */
const PATHS = new Set(['home-folder', 'windows-user-folder', 'network-path']);
/** An address is a person's: right to go, so it is counted on its own. Logs of builds have none; listings of authors do. */
const PERSONS = 'email';
const SHOWN = 20;

export interface OrdinaryLog {
	readonly name: string;
	readonly bytes: Buffer;
}

export interface OrdinaryFigure {
	readonly name: string;
	readonly lines: number;
	/** Lines that something else than a path or an address changed. */
	readonly changed: number;
	readonly withAddress: number;
	/** What changed, a few lines of each rule. */
	readonly list: readonly string[];
}

/** The logs of a folder: what tools wrote that were run for it. */
export const logsOf = (folder: string): readonly OrdinaryLog[] =>
	readdirSync(folder)
		.sort()
		.map((name) => ({ name: basename(name, '.log'), bytes: readFileSync(join(folder, name)) }));

function sanitised(engine: Engine, bytes: Uint8Array): { readonly text: string; readonly rules: readonly string[] } {
	const pieces: Buffer[] = [];
	const sanitiser = new Sanitiser(engine, (piece) => pieces.push(Buffer.from(piece)));
	sanitiser.push(bytes);
	sanitiser.end();
	return { text: Buffer.concat(pieces).toString(), rules: [...sanitiser.counts.keys()] };
}

/** Which lines of a log change, and by which rules. */
export function measureOrdinary(engine: Engine, { name, bytes }: OrdinaryLog): OrdinaryFigure {
	const lines = bytes.toString().split('\n');
	const after = sanitised(engine, bytes).text.split('\n');
	const shown = new Map<string, string[]>();
	let changed = 0;
	let withAddress = 0;
	for (const [index, line] of lines.entries()) {
		if (line === after[index]) continue;
		const rules = sanitised(engine, Buffer.from(line)).rules.filter((rule) => !PATHS.has(rule));
		if (rules.includes(PERSONS)) withAddress++;
		const others = rules.filter((rule) => rule !== PERSONS);
		if (others.length > 0) changed++;
		for (const rule of others) {
			const own = shown.get(rule) ?? [];
			shown.set(rule, own);
			own.push(`${line.slice(0, 160)} → ${after[index]?.slice(0, 160)}`);
		}
	}
	const list = [...shown].flatMap(([rule, own]) => [
		`${name}, ${rule}: ${own.length} lines`,
		...own.slice(0, SHOWN).map((line) => `  ${line}`),
	]);
	return { name, lines: lines.length, changed, withAddress, list };
}
