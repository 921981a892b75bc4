import type { Draw } from './values.ts';

/** A text of a log with something in it that must go. */
export interface Planted {
	readonly text: string;
	/** What may not be in the output, each piece by itself. */
	readonly secrets: readonly string[];
}

export type Maker = (draw: Draw) => Planted;

/** `§` is where the value stands. */
export function around(make: (draw: Draw) => string, ...frames: readonly [string, ...string[]]): Maker {
	return (draw) => {
		const value = make(draw);
		return { text: draw.pick(...frames).replace('§', () => value), secrets: [value] };
	};
}

const FREE = [
	'using § now',
	'value "§"',
	'TOKEN=§',
	'header x-key: §',
	"auth='§'",
	'got §, retrying',
	'{"data":"§"}',
] as const;

export const token = (make: (draw: Draw) => string): Maker => around(make, ...FREE);

export const pem = (draw: Draw, label: string, prefix: string): Planted => {
	const lines = Array.from({ length: draw.between(3, 14) }, () => draw.of('base64', 64));
	lines.push(`${draw.of('base64', draw.between(8, 50))}==`);
	const all = [`${prefix}-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`];
	return {
		text: all.map((line, index) => (index === 0 || index === all.length ? line : `${prefix}${line}`)).join('\n'),
		secrets: lines,
	};
};

/** The word that a private key's block is known by. */
export const PRIVATE = ['PRIVATE', 'KEY'].join(' ');
