import { toPrintableLine } from '../../core/text.ts';
import { type Flags, type Invocation, textFlag, UserError } from '../spec.ts';
import { readDeliveryFlags } from './finish.ts';
import { readUsageFlags, type UsageFlags } from './usage-flags.ts';

const HINT = 'Say what to run: murmur8 run exec user-auth -- npm test';

/** A `run exec` as it was typed. */
export interface ExecCall {
	readonly command: readonly string[];
	/** Undefined where the command is a stage of a run that is in progress. */
	readonly slug: string | undefined;
	readonly stage: string | undefined;
	readonly usage: UsageFlags;
	readonly flags: Flags;
}

/** @throws UserError for a malformed call */
export function readCall({ positionals, behind = [], flags }: Invocation): ExecCall {
	const own = positionals.slice(0, positionals.length - behind.length);
	if (behind.length === 0) throw new UserError('there is no command behind --', HINT);
	if (own.length > 1) throw new UserError(`unexpected argument ${JSON.stringify(toPrintableLine(own[1] ?? ''))}`, HINT);
	const slug = own[0]?.trim();
	const stage = textFlag(flags, 'stage');
	if (slug === '') throw new UserError('the slug is blank', HINT);
	if (slug === undefined && stage === undefined) throw new UserError('neither a slug nor a stage is named', HINT);
	if (slug !== undefined && textFlag(flags, 'run') !== undefined)
		throw new UserError('a slug begins a new run, --run names one that is there', 'Give one of them');
	readDeliveryFlags(flags);
	return { command: behind, slug, stage, usage: readUsageFlags(flags), flags };
}
