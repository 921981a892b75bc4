import { stripControls } from '../../../core/text.ts';
import { listOf, objectOf, textOf, timeOf } from './json-value.ts';
import type { Leaf, Shape } from './shape.ts';

/** Jest's JSON, which Vitest writes, too. */
export const JEST: Shape = {
	format: 'jest',
	sign: /^numTotalTests$|^testResults\.\*/,
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
					const head = HEADLINE.exec(text)?.[0] ?? '';
					tell({ titles: [name], text: text.slice(head.length), place: { file: name }, ...timeOf(startTime) });
				}
				file = new Map();
				failures = 0;
			},
		};
	},
};

/** Jest's own of a file none of whose tests could run. */
const HEADLINE = /^\s*● [^\n]*\n/;
