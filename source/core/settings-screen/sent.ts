import { formatBytes } from '../format.ts';
import { isJsonObject } from '../json.ts';
import { plural } from '../plural.ts';
import type { Audience } from '../privacy/audience.ts';
import { type FieldRow, fieldRows } from '../privacy/field-table.ts';
import { toTerminalText } from '../terminal-text.ts';

/** One part of an event, whether this audience gets it, and what of it. */
export interface SentPart {
	/** Key of the body. */
	readonly name: string;
	/** Its value in a few words. */
	readonly words: string;
	/** Undefined: unclassified, which only audience `on` gets. */
	readonly class: FieldRow['class'] | undefined;
	readonly isWithheld: boolean;
}

/** What leaves at one audience. */
export interface SentPreview {
	readonly audience: Audience;
	/** Bytes of the body; undefined where nothing leaves. */
	readonly sizeBytes: number | undefined;
	/** Why nothing leaves. */
	readonly note: string | undefined;
	readonly parts: readonly SentPart[];
	/** The body, indented, its artifacts readable. */
	readonly lines: readonly string[];
}

const UNITS: Readonly<Record<string, string>> = {
	stages: 'stage',
	feedback: 'rating',
	artifacts: 'file',
	stories: 'story',
};

function wordsOf(name: string, value: unknown): string {
	if (Array.isArray(value))
		return name === 'stories' && value.length !== 1
			? `${value.length} stories`
			: plural(value.length, UNITS[name] ?? 'item');
	if (isJsonObject(value)) {
		const names = Object.keys(value);
		if (name === 'identity') return names.join(', ');
		const size = name === 'artifacts' ? `, ${formatBytes(JSON.stringify(value).length)}` : '';
		return `${plural(names.length, UNITS[name] ?? 'field')}${size}`;
	}
	return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Keys of the flat wire that have another name in the envelope. */
const FLAT_NAMES: Readonly<Record<string, string>> = {
	featureSlug: 'run.slug',
	durationMs: 'run.totalDurationMs',
	gitHubUser: 'identity.gitUser',
	repoName: 'identity.repoName',
	featureSpec: 'artifacts',
	stories: 'artifacts',
};

const ROWS = fieldRows();

/** The class of what stands under a key of the body, on either wire. */
function classOf(name: string): FieldRow['class'] | undefined {
	const paths = Object.hasOwn(FLAT_NAMES, name) ? [FLAT_NAMES[name]] : [name, `run.${name}`];
	return ROWS.find(({ path }) => paths.some((each) => path === each || path.startsWith(`${each}.`)))?.class;
}

/**
 * The parts of an event in the order of the widest body, what this audience does not get of it marked.
 * @param body what this audience gets; undefined where that is nothing
 * @param widest the same event as audience `on` gets it
 */
export function sentParts(body: unknown, widest: unknown): readonly SentPart[] {
	const all = isJsonObject(widest) ? widest : {};
	const own = isJsonObject(body) ? body : {};
	const names = [...new Set([...Object.keys(own), ...Object.keys(all)])];
	const order = Object.keys(all);
	const sorted = names.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
	return sorted.map((name) => ({
		name: toTerminalText(name, 60),
		words: toTerminalText(wordsOf(name, own[name] ?? all[name])),
		class: classOf(name),
		isWithheld: !(name in own),
	}));
}
