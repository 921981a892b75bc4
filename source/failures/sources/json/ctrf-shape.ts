import { objectOf, textOf, timeOf } from './json-value.ts';
import type { Leaf, Shape } from './shape.ts';

/** Reporters of many runners write it; what they put into it differs. */
export const CTRF: Shape = {
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
