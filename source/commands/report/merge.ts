import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { toIso } from '../../adapters/clock.ts';
import { endOnSignals } from '../../adapters/end-on-signals.ts';
import { unreadable } from '../../adapters/unreadable.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Evidence, mergeEvidence } from '../../failures/report/evidence.ts';
import { fromShard } from '../../failures/report/shard.ts';
import { readShard } from '../../failures/report/shard-document.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';
import { readOptions } from './options.ts';
import { publish } from './publish.ts';
import { readModules } from './surroundings.ts';

/** What V8 takes as one text is not much more. */
const LARGEST_SHARD = 400_000_000;

function refuse(path: string, reason: string): UserError {
	return new UserError(
		`${toPrintableLine(path, 200)} ${reason}`,
		'Make shards with: murmur8 report --opt-in <logs> --shard <file>',
		1,
	);
}

function readEvidence(path: string, cwd: string): Evidence {
	let text: string;
	try {
		const target = resolve(cwd, path);
		const found = statSync(target);
		if (!found.isFile()) throw refuse(path, 'is no regular file');
		if (found.size > LARGEST_SHARD) throw refuse(path, 'is too large for a shard');
		text = readFileSync(target, 'utf8');
	} catch (error) {
		if (error instanceof UserError) throw error;
		throw refuse(path, unreadable(error).reason);
	}
	const reading = readShard(text);
	if (reading.kind === 'problem') throw refuse(path, reading.reason);
	const evidence = fromShard(reading.document);
	if (!evidence) throw refuse(path, 'is no shard (an error that it counts is missing)');
	return evidence;
}

/** `report merge <shards…>`: the report over all that the shards have read. */
export const reportMerge: Handler = async ({ positionals, flags }, context) => {
	const options = readOptions(flags);
	const project = findProject(context);
	const modules = readModules(project);
	endOnSignals();
	const evidence = mergeEvidence(positionals.map((path) => readEvidence(path, context.cwd)));
	const reproduce = `murmur8 report merge <the same shards> --now ${toIso(options.nowMs)}`;
	return publish(evidence, { project, modules, options, reproduce }, context);
};
