import { stripControls } from '../../../core/text.ts';
import { canonicalFile } from '../../canonical/file-name.ts';
import type { ToldFailure } from '../told-failure.ts';
import { type JsonObject, listOf, objectOf, textOf, timeOf } from './json-value.ts';
import type { Leaf, Shape } from './shape.ts';

/** Characters that are held of the failures of one file, until its name is told. */
const MOST_HELD = 1_048_576;

/** Whether logs of the runner name a test without its file, as Jest does; Vitest's begin with it. */
const isOfJest = (record: JsonObject): boolean =>
	Object.hasOwn(record, 'failureDetails') || Object.hasOwn(record, 'invocations');

/** As a log names it: from the project's folder, more or less. */
const asNamed = (path: string): string => path.split(/[\\/]/).slice(-2).join('/');

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
		let held: ToldFailure[] = [];
		let size = 0;
		/** @param name of the file that they stand in; empty where it is not known */
		const release = (name: string) => {
			const around = name === '' ? [] : [asNamed(name)];
			for (const told of held) tell({ ...told, titles: [...around, ...told.titles] });
			held = [];
			size = 0;
		};
		const hold = (told: ToldFailure) => {
			held.push(told);
			size += told.text.length;
			if (size > MOST_HELD) release('');
		};
		return {
			take: (_, value) => {
				const record = objectOf(value);
				const { status, ancestorTitles, title, failureMessages, startAt } = record;
				if (status !== 'failed') return;
				failures++;
				const titles = [...listOf(ancestorTitles), title ?? ''].map(textOf);
				const texts = listOf(failureMessages).map(textOf);
				const seen = { ...timeOf(startTime), ...timeOf(startAt) };
				const take = isOfJest(record) ? tell : hold;
				for (const text of texts.length === 0 ? [''] : texts) take({ titles, text, ...seen });
			},
			leaf: (place, value) => {
				if (place === 'startTime') startTime = value;
				else file.set(place.slice(place.lastIndexOf('.') + 1), value);
			},
			left: (place) => {
				if (place !== 'testResults.*') return;
				const name = textOf(file.get('name') ?? null);
				release(name);
				// Of tests that ran, the message says again what they said.
				const text = stripControls(textOf(file.get('message') ?? null));
				if (file.get('status') === 'failed' && failures === 0 && text !== '') {
					const head = HEADLINE.exec(text)?.[0] ?? '';
					const titles = [canonicalFile(name)];
					tell({ titles, text: text.slice(head.length), place: { file: name }, ...timeOf(startTime) });
				}
				file = new Map();
				failures = 0;
			},
			end: () => release(''),
		};
	},
};

/** Jest's own of a file none of whose tests could run. */
const HEADLINE = /^\s*● [^\n]*\n/;
