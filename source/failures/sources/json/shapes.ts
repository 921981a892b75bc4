import { stripControls } from '../../../core/text.ts';
import type { SourceFormat } from '../found-failure.ts';
import type { ToldFailure } from '../told-failure.ts';
import type { JsonValue } from './json-records.ts';

type Leaf = string | number | boolean | null;
type Tell = (failure: ToldFailure) => void;

export interface ShapeNeeds {
	readonly tell: Tell;
	readonly parseTime: (iso: string) => number;
}

/** The report of one kind of runner, read record by record. */
export interface Shape {
	readonly format: SourceFormat;
	/** Places that only this kind of report has. */
	readonly sign: RegExp;
	/** Places of the records that are read as a whole. */
	readonly record: RegExp;
	/** Places of single values that are read. */
	readonly leaves: RegExp;
	/** One document; what it keeps between records. */
	readonly begin: (needs: ShapeNeeds) => {
		readonly take: (place: string, value: JsonValue) => void;
		readonly leaf: (place: string, value: Leaf) => void;
		readonly left?: (place: string) => void;
	};
}

type JsonObject = { readonly [key: string]: JsonValue };

const objectOf = (value: JsonValue | undefined): JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const timeOf = (value: JsonValue | undefined): { readonly seenMs?: number } =>
	typeof value === 'number' && Number.isFinite(value) && value > 0 ? { seenMs: Math.floor(value) } : {};

/** Jest's JSON, which Vitest writes, too. */
const JEST: Shape = {
	format: 'jest',
	sign: /^testResults\.\*/,
	record: /^testResults\.\*\.assertionResults\.\*$/,
	leaves: /^startTime$|^testResults\.\*\.(?:message|status|name)$/,
	begin: ({ tell }) => {
		let startTime: Leaf = null;
		let file = new Map<string, Leaf>();
		let failures = 0;
		return {
			take: (_, value) => {
				const { status, ancestorTitles, title, failureMessages, startAt } = objectOf(value);
				if (status !== 'failed') return;
				failures++;
				const titles = [...listOf(ancestorTitles), title ?? ''].map(textOf);
				const texts = listOf(failureMessages).map(textOf);
				const seen = { ...timeOf(startTime), ...timeOf(startAt) };
				for (const text of texts.length === 0 ? [''] : texts) tell({ titles, text, ...seen });
			},
			leaf: (place, value) => {
				if (place === 'startTime') startTime = value;
				else file.set(place.slice(place.lastIndexOf('.') + 1), value);
			},
			left: (place) => {
				if (place !== 'testResults.*') return;
				// Of tests that ran, the message says again what they said.
				const text = stripControls(textOf(file.get('message') ?? null));
				if (file.get('status') === 'failed' && failures === 0 && text !== '') {
					const name = textOf(file.get('name') ?? null);
					const [head, title] = HEADLINE.exec(text) ?? ['', name];
					tell({ titles: [title], text: text.slice(head.length), place: { file: name }, ...timeOf(startTime) });
				}
				file = new Map();
				failures = 0;
			},
		};
	},
};

/** Jest's own of a file none of whose tests could run. */
const HEADLINE = /^\s*● ([^\n]*)\n/;

interface Told {
	readonly error: JsonObject;
	readonly seenMs: number;
}

/** What a test failed of, whether or not it passed when it was tried again. */
function errorsOf(test: JsonValue, parseTime: (iso: string) => number): readonly Told[] {
	const { status, results } = objectOf(test);
	if (status !== 'unexpected' && status !== 'flaky') return [];
	const tries = listOf(results).map(objectOf);
	const seen = new Set<string>();
	return tries.flatMap(({ errors, error, startTime }) => {
		const all = listOf(errors);
		const told = (all.length > 0 ? all : error === undefined ? [] : [error]).map(objectOf);
		// A test that is tried again fails once, unless it fails of something else.
		return told
			.filter(({ message }) => !seen.has(textOf(message)) && seen.add(textOf(message)))
			.map((each, index) => ({
				// The errors of the list have no stack of their own, the first of them has one beside it.
				error: index === 0 && error !== undefined ? { ...each, ...objectOf(error) } : each,
				seenMs: parseTime(textOf(startTime)),
			}));
	});
}

const PLAYWRIGHT: Shape = {
	format: 'playwright',
	sign: /^config\.(?:rootDir|projects)$|^suites\.\*(?:\.suites\.\*)*\.specs/,
	record: /^suites\.\*(?:\.suites\.\*)*\.specs\.\*$|^errors\.\*$/,
	leaves: /^suites\.\*(?:\.suites\.\*)*\.title$/,
	begin: ({ tell, parseTime }) => {
		const titles: string[] = [];
		const depthOf = (place: string) => place.split('.*').length - 1;
		const tellError = (around: readonly string[], error: JsonObject, seenMs: number) => {
			const { message, stack, location } = error;
			const { file, line } = objectOf(location);
			const place = typeof file === 'string' ? { place: { file, ...(typeof line === 'number' ? { line } : {}) } } : {};
			tell({
				titles: around,
				text: textOf(stack) || textOf(message),
				message: textOf(message),
				...place,
				...timeOf(seenMs),
			});
		};
		return {
			take: (place, value) => {
				if (place === 'errors.*') return tellError([], objectOf(value), Number.NaN);
				const { title, tests } = objectOf(value);
				const around = [...titles.slice(0, depthOf(place) - 1), textOf(title)];
				const seen = new Set<string>();
				for (const test of listOf(tests)) {
					for (const { error, seenMs } of errorsOf(test, parseTime)) {
						const { projectName } = objectOf(test);
						const key = JSON.stringify([projectName, error['message'] ?? null]);
						if (!seen.has(key)) tellError(around, error, seenMs);
						seen.add(key);
					}
				}
			},
			leaf: (place, value) => {
				if (!place.startsWith('suites')) return;
				titles.length = depthOf(place) - 1;
				titles.push(textOf(value));
			},
		};
	},
};

/** Reporters of many runners write it; what they put into it differs. */
const CTRF: Shape = {
	format: 'ctrf',
	sign: /^reportFormat$|^results\.(?:tool|summary|tests)/,
	record: /^results\.tests\.\*$/,
	leaves: /^reportFormat$|^results\.summary\.start$/,
	begin: ({ tell }) => {
		let start: Leaf = null;
		return {
			take: (_, value) => {
				const { status, name, suite, message, trace, filePath, start: own } = objectOf(value);
				if (status !== 'failed') return;
				const around = Array.isArray(suite) ? suite.map(textOf) : textOf(suite).split(/ > | › /);
				const title = textOf(name);
				const stack = textOf(trace);
				const head = textOf(message).trim();
				tell({
					titles: around.some((each) => each !== '' && title.startsWith(`${each} `)) ? [title] : [...around, title],
					text: stack.startsWith(head) ? stack : `${head}\n${asStack(stack)}`,
					message: head,
					place: { file: textOf(filePath) },
					...timeOf(start),
					...timeOf(own),
				});
			},
			leaf: (place, value) => {
				if (place === 'results.summary.start') start = value;
			},
		};
	},
};

/** Some reporters take the message off the stack, and the calls' indentation with it. */
const asStack = (trace: string): string => trace.replace(/^at /gm, '    at ');

export const SHAPES: readonly Shape[] = [JEST, PLAYWRIGHT, CTRF];
