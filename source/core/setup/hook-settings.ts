import { isJsonObject } from '../json.ts';
import {
	appendJsonChild,
	childNamed,
	type JsonChild,
	type JsonNode,
	readJsonNode,
	removeJsonChild,
} from './json-text.ts';

/** Nothing reaches the model or the user, and no exit code blocks a tool: 2 would. */
export const HOOK_COMMAND = 'murmur8 hook >/dev/null 2>&1 || true';

/** Any call of our verb, however its user wrote it. */
const OUR_CALL = /\bmurmur8(?:\.mjs|\.exe)?["']?\s+hook\b/;

/** Tools that start a sub-agent: the second is the first one's newer name. */
const AGENT_TOOLS = 'Task|Agent';

/** Where the agent's program calls us: when sub-agents begin and end, and at the end of a turn and a session. */
const EVENTS: readonly { readonly event: string; readonly matcher?: string }[] = [
	{ event: 'PreToolUse', matcher: AGENT_TOOLS },
	{ event: 'PostToolUse', matcher: AGENT_TOOLS },
	{ event: 'PostToolUseFailure', matcher: AGENT_TOOLS },
	{ event: 'SubagentStart' },
	{ event: 'SubagentStop' },
	{ event: 'Stop' },
	{ event: 'SessionEnd' },
];

const OUR_HOOK = { type: 'command', command: HOOK_COMMAND, timeout: 5 } as const;
const groupFor = (matcher: string | undefined) => ({ ...(matcher && { matcher }), hooks: [OUR_HOOK] });

export type HooksChange =
	| { readonly kind: 'added' | 'removed'; readonly text: string }
	| { readonly kind: 'unchanged' }
	/** The file is not what it should be, or the user changed an entry: it stays. */
	| { readonly kind: 'kept'; readonly reason: string };

const BYTE_ORDER_MARK = /^(?:\u00EF\u00BB\u00BF|\uFEFF)/;

/** @returns what `hooks` holds by event, or why the file is left alone */
function readHooks(text: string): Readonly<Record<string, unknown>> | string {
	let settings: unknown;
	try {
		settings = JSON.parse(text);
	} catch {
		return 'it is no valid JSON';
	}
	if (!isJsonObject(settings)) return 'it is no JSON object';
	const { hooks = {} } = settings;
	if (!isJsonObject(hooks)) return '"hooks" is no object';
	const odd = EVENTS.find(({ event }) => hooks[event] !== undefined && !Array.isArray(hooks[event]));
	return odd ? `"hooks.${odd.event}" is no list` : hooks;
}

const hooksOfGroup = (group: unknown): readonly unknown[] =>
	isJsonObject(group) && Array.isArray(group['hooks']) ? group['hooks'] : [];

const callsUs = (hook: unknown) => isJsonObject(hook) && OUR_CALL.test(String(hook['command']));
const isAsWeWroteIt = (hook: unknown) => JSON.stringify(hook) === JSON.stringify(OUR_HOOK);

const groupsOf = (hooks: Readonly<Record<string, unknown>>, event: string) =>
	(hooks[event] ?? []) as readonly unknown[];

/** Whether all events call us already, whoever wrote it and however. */
export function hasHooks(text: string): boolean {
	const hooks = readHooks(text.replace(BYTE_ORDER_MARK, ''));
	if (typeof hooks === 'string') return false;
	return EVENTS.every(({ event }) => groupsOf(hooks, event).flatMap(hooksOfGroup).some(callsUs));
}

/** Appends below a path of names, making what is missing on the way. */
function appendBelow(text: string, path: readonly string[], value: unknown): string {
	let node = readJsonNode(text);
	for (const [index, name] of path.entries()) {
		const child = childNamed(node, name);
		if (!child) {
			const missing = path.slice(index + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), [value]);
			return appendJsonChild(text, node, name, missing);
		}
		node = child.value;
	}
	return appendJsonChild(text, node, undefined, value);
}

/**
 * Adds our hooks to the text of a `settings.json`, each where no hook of its event calls us yet.
 * @param text undefined where there is no file
 */
export function putHooks(text: string | undefined): HooksChange {
	const whole = text === undefined || text.trim() === '' ? `{}\n` : text;
	const mark = BYTE_ORDER_MARK.exec(whole)?.[0] ?? '';
	let json = whole.slice(mark.length);
	const hooks = readHooks(json);
	if (typeof hooks === 'string') return { kind: 'kept', reason: hooks };
	const missing = EVENTS.filter(({ event }) => !groupsOf(hooks, event).flatMap(hooksOfGroup).some(callsUs));
	if (missing.length === 0) return { kind: 'unchanged' };
	for (const { event, matcher } of missing) json = appendBelow(json, ['hooks', event], groupFor(matcher));
	return { kind: 'added', text: mark + json };
}

/** A way through a JSON text: names of members, places in lists. */
type Path = readonly [string | number, ...(string | number)[]];

/** Where it is known to be. */
const childAt = (node: JsonNode, step: string | number) =>
	(typeof step === 'number' ? node.children[step] : childNamed(node, step)) as JsonChild;

/** @param path found in this text; its last child is what is to go */
function removeAt(text: string, [first, ...rest]: Path): string {
	let parent = readJsonNode(text);
	let child = childAt(parent, first);
	for (const step of rest) {
		parent = child.value;
		child = childAt(parent, step);
	}
	return removeJsonChild(text, parent, child);
}

/** Where the first hook of ours is, with what would be empty without it. */
function firstOurs(hooks: Readonly<Record<string, unknown>>): Path | undefined {
	for (const { event } of EVENTS) {
		const groups = groupsOf(hooks, event);
		for (const [index, group] of groups.entries()) {
			const own = hooksOfGroup(group);
			const position = own.findIndex(isAsWeWroteIt);
			if (position < 0) continue;
			if (own.length > 1) return ['hooks', event, index, 'hooks', position];
			if (groups.length > 1) return ['hooks', event, index];
			return Object.keys(hooks).length > 1 ? ['hooks', event] : ['hooks'];
		}
	}
	return undefined;
}

/** Takes our hooks out again, those that stand as we wrote them. */
export function takeHooks(text: string): HooksChange {
	const mark = BYTE_ORDER_MARK.exec(text)?.[0] ?? '';
	let json = text.slice(mark.length);
	for (;;) {
		const hooks = readHooks(json);
		if (typeof hooks === 'string') return { kind: 'kept', reason: hooks };
		const path = firstOurs(hooks);
		if (path) {
			json = removeAt(json, path);
			continue;
		}
		const isLeft = EVENTS.some(({ event }) => groupsOf(hooks, event).flatMap(hooksOfGroup).some(callsUs));
		if (mark + json !== text) return { kind: 'removed', text: mark + json };
		return isLeft ? { kind: 'kept', reason: 'its hooks for murmur8 were changed' } : { kind: 'unchanged' };
	}
}
