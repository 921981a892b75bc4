import type { Chance } from '../chance.ts';
import { ALPHABETS, type Alphabet } from '../drawn.ts';

/** Draws the values that are planted. */
export interface Draw {
	readonly chance: Chance;
	readonly of: (alphabet: Alphabet, length: number) => string;
	readonly pick: <T>(...items: readonly [T, ...T[]]) => T;
	readonly between: (least: number, most: number) => number;
	readonly uuid: () => string;
	readonly person: () => string;
	readonly word: () => string;
	/** A password as people and generators make them: letters, digits, often a sign. */
	readonly password: () => string;
}

export function createDraw(chance: Chance): Draw {
	const of = (alphabet: Alphabet, length: number) =>
		Array.from({ length }, () => ALPHABETS[alphabet][chance.below(ALPHABETS[alphabet].length)]).join('');
	const between = (least: number, most: number) => least + chance.below(most - least + 1);
	const pick = <T>(...items: readonly [T, ...T[]]): T => chance.pick(items);
	const word = () =>
		pick(
			'build',
			'deploy',
			'orders',
			'billing',
			'search',
			'worker',
			'gateway',
			'report',
			'session',
			'catalog',
			'metrics',
		);
	const person = () =>
		`${pick('jane', 'omar', 'li', 'søren', 'maria', 'ivan', 'aiko', 'tom')}${pick('.', '_', '')}${pick('doe', 'smith', 'wei', 'garcia', 'novak', 'okafor')}${between(1, 99)}`;
	return {
		chance,
		of,
		pick,
		between,
		person,
		word,
		uuid: () => [8, 4, 4, 4, 12].map((length) => of('hex', length)).join('-'),
		password: () => `${of('alnum', between(6, 12))}${of('digit', 2)}${pick('', '!', '#', '-x')}`,
	};
}
