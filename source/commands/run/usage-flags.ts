import { resolve } from 'node:path';
import { readJsonFile, readSmallFile } from '../../adapters/files.ts';

import { claudeFile, type Project } from '../../adapters/paths.ts';
import { type Picodollars, type Pricing, parseDollars, readPricing } from '../../core/money.ts';
import type { Tokens } from '../../core/run.ts';
import type { StageUsage } from '../../core/stage-change.ts';
import { resolveStageName } from '../../core/stages.ts';
import { readUsageEvents, sumUsage, type UsageEvent } from '../../core/usage.ts';
import { type Context, type Flags, textFlag, UserError } from '../spec.ts';

/** Usage as the flags of a `run stage` call give it; checked before anything is recorded. */
export interface UsageFlags {
	readonly tokens: Tokens | undefined;
	readonly cost: Picodollars | undefined;
	readonly file: string | undefined;
}

function readCount(flags: Flags, name: string): number | undefined {
	const text = textFlag(flags, name);
	if (text === undefined) return undefined;
	if (!/^\d{1,15}$/.test(text))
		throw new UserError(`--${name} is ${JSON.stringify(text)}`, `Give a whole number: --${name} 12000`);
	return Number(text);
}

export function readUsageFlags(flags: Flags): UsageFlags {
	const input = readCount(flags, 'tokens-in');
	const output = readCount(flags, 'tokens-out');
	const tokens = input === undefined && output === undefined ? undefined : { input: input ?? 0, output: output ?? 0 };
	const costText = textFlag(flags, 'cost');
	const cost = costText === undefined ? undefined : parseDollars(costText);
	if (costText !== undefined && cost === undefined) {
		throw new UserError(`--cost is ${JSON.stringify(costText)}`, 'Give dollars as a plain number: --cost 0.0825');
	}
	return { tokens, cost, file: textFlag(flags, 'usage-file') };
}

export function loadPricing(project: Project): Pricing {
	return readPricing(readJsonFile(claudeFile(project, 'cost-config.json')));
}

/** Events of a file that are about this stage; those that name none are taken to be. */
function eventsOfFile(path: string, stage: string, context: Context): readonly UsageEvent[] {
	const text = readSmallFile(resolve(context.cwd, path));
	if (text === undefined) {
		context.debug(`usage file can't be read: ${path}`);
		return [];
	}
	const known = new Set([stage]);
	return readUsageEvents(text, Date.parse).filter(
		(event) => event.stage === undefined || resolveStageName(event.stage, known) === stage,
	);
}

/** What a `run stage` call reports in all. A stated cost wins over priced tokens. */
export function stageUsage(given: UsageFlags, stage: string, project: Project, context: Context): StageUsage {
	const { tokens, cost, file } = given;
	if (tokens === undefined && file === undefined) return { cost };
	const pricing = loadPricing(project);
	const events = file === undefined ? [] : eventsOfFile(file, stage, context);
	const reported: UsageEvent[] = tokens ? [...events, { tokens }] : [...events];
	const sum = sumUsage(reported, pricing);
	return { tokens: sum.tokens, cost: cost ?? sum.cost };
}

/** Usage events that the pipeline's surroundings point to. */
export function environmentUsageEvents(context: Context): readonly UsageEvent[] {
	const inline = context.environment['MURMUR8_ON_LLM_END_EVENTS_JSON'];
	if (inline) {
		const events = readUsageEvents(inline, Date.parse);
		if (events.length > 0) return events;
	}
	const path = context.environment['MURMUR8_ON_LLM_END_EVENTS_FILE'];
	const text = path ? readSmallFile(resolve(context.cwd, path)) : undefined;
	return text === undefined ? [] : readUsageEvents(text, Date.parse);
}
