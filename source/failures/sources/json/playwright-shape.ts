import type { JsonValue } from './json-records.ts';
import { type JsonObject, listOf, objectOf, textOf, timeOf } from './json-value.ts';
import type { Shape } from './shape.ts';

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

export const PLAYWRIGHT: Shape = {
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
