import { resolve } from 'node:path';
import { toIso } from '../../adapters/clock.ts';
import { endOnSignals } from '../../adapters/end-on-signals.ts';
import { plural } from '../../core/plural.ts';
import { type Evidence, totalRollup } from '../../failures/report/evidence.ts';
import { renderShard, SHARD_HASHES, toShard } from '../../failures/report/shard.ts';
import { readSanitizeSettings } from '../sanitize/settings.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';
import { gather } from './gather.ts';
import { readOptions } from './options.ts';
import { stopOnLeaks, writeFiles } from './outputs.ts';
import { publish } from './publish.ts';
import { readModules } from './surroundings.ts';

/** Writes the evidence for `report merge`, checked as a report is. */
function writeShard(path: string, evidence: Evidence, context: Context): number {
	const target = resolve(context.cwd, path);
	const text = renderShard(toShard(evidence, totalRollup(evidence)));
	stopOnLeaks([{ name: 'shard', text, hashes: SHARD_HASHES }]);
	const name = target.slice(Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1);
	const folder = target.slice(0, target.length - name.length);
	const written = writeFiles(folder, [{ name, text }], context.cwd);
	const what = `${plural(evidence.sources.size, 'source')}, ${plural(totalRollup(evidence).size, 'group')}`;
	context.print(`Wrote ${written.join('')}: ${what}. Put shards together with: murmur8 report merge <files…>`);
	return 0;
}

/** For the text of a pull request: names that need no quoting and lead nowhere outside. */
function reproduction(paths: readonly string[], isVouched: boolean, atMs: number, sinceMs: number | undefined): string {
	const isPlain = paths.every((path) => /^[\w][\w./-]*$/.test(path) && !path.includes('..'));
	const logs = paths.length === 0 ? [] : isPlain ? paths : ['<the same logs>'];
	return [
		'murmur8 report',
		...(isVouched ? ['--opt-in'] : []),
		...logs,
		`--now ${toIso(atMs)}`,
		...(sinceMs === undefined ? [] : [`--since ${toIso(sinceMs)}`]),
	].join(' ');
}

/** `report [--opt-in paths…]` */
export const report: Handler = async ({ positionals: paths, flags }, context) => {
	const options = readOptions(flags);
	const isVouched = flags['opt-in'] === true;
	if (isVouched && paths.length === 0) {
		throw new UserError('--opt-in names no log', 'Name files or folders: murmur8 report --opt-in logs/');
	}
	const project = findProject(context);
	const { section, allowed, hasInertValues } = readSanitizeSettings(context);
	if (hasInertValues)
		context.warn('murmur8: values that telemetry-config.json allows are replaced until it is trusted');
	const modules = readModules(project);
	endOnSignals();
	const { jobType, sinceMs, nowMs, shard } = options;
	const order = { section, allowed, jobType, sinceMs };
	const evidence = await gather({ project, cwd: context.cwd, paths, isVouched, order });
	if (shard !== undefined) return writeShard(shard, evidence, context);
	const reproduce = reproduction(paths, isVouched, nowMs, sinceMs);
	return publish(evidence, { project, modules, options, reproduce }, context);
};
