import { detectCi, type Environment } from './environment.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const CODES: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
	bold: [1, 22],
	dim: [2, 22],
	red: [31, 39],
	green: [32, 39],
	yellow: [33, 39],
	cyan: [36, 39],
};

/** Whether results may be coloured: `NO_COLOR`, then `FORCE_COLOR`, then a terminal that is not dumb, and not CI's. */
export function hasColours(environment: Environment, isTerminal: boolean): boolean {
	if (environment['NO_COLOR']) return false;
	const forced = environment['FORCE_COLOR'];
	if (forced !== undefined) return forced !== '0' && forced !== 'false';
	return isTerminal && environment['TERM'] !== 'dumb' && detectCi(environment) === undefined;
}

export type Paint = (colour: Colour, text: string) => string;

export function createPaint(isColoured: boolean): Paint {
	return (colour, text) => {
		const [on, off] = CODES[colour];
		return isColoured ? `\u001B[${on}m${text}\u001B[${off}m` : text;
	};
}
