import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteFigure } from './figures.ts';
import { HOSTILE } from './logs.ts';
import { inFolder, spent } from './sanitise-program.ts';
import { engine, sanitise } from './sanitised.ts';
import type { Measured } from './table.ts';
import { median, timed } from './timing.ts';

const SIGNS = [...' .:-/\\=@"\'|&%$#{[(<,;_+0aA'];

/**
 * What hostile lines are made of: the patterns, whatever a rule is triggered by, joined in several ways, and every two
 * signs.
 */
const PIECES: readonly string[] = [
	...HOSTILE,
	...[...new Set(engine.rules.flatMap(({ triggers }) => triggers))].flatMap((literal) =>
		['', ' ', '\\', '=', ': "', 'aB1'].map((joint) => literal + joint),
	),
	...SIGNS.flatMap((first) => SIGNS.map((second) => first + second)),
];
const MEBIBYTE = 1_048_576;
const HOSTILE_BYTES = 65_536;
/** Milliseconds for a mebibyte; what seems to take longer is measured again, with more of it. */
const SLOW = 60;

/** Milliseconds for a mebibyte, the best of some rounds: what else the machine does only adds to it. */
function hostileTime(piece: string): number {
	const once = (bytes: number) => {
		const line = Buffer.from(piece.repeat(Math.ceil(bytes / Buffer.byteLength(piece))));
		return (timed(() => sanitise(line)) * MEBIBYTE) / line.length;
	};
	const first = once(HOSTILE_BYTES);
	return first < SLOW ? first : Math.min(...Array.from({ length: 3 }, () => once(MEBIBYTE)));
}

export function hostile(): Measured {
	const times = PIECES.map((piece) => ({ piece, time: hostileTime(piece) }));
	const worst = times.toSorted((a, b) => b.time - a.time)[0] ?? { piece: '', time: Number.NaN };
	noteFigure({ id: 'sanitise-hostile', value: worst.time });
	return {
		name: `long lines of ${PIECES.length} hostile patterns, for a mebibyte`,
		figure: `worst ${worst.time.toFixed(0)} ms (${JSON.stringify(worst.piece)})`,
		limit: '≤ 100 ms',
		isWithin: worst.time <= 100,
	};
}

/** What nothing was compiled for yet: a program that is started for such a line, beside one for an empty file. */
export function hostileCold(rounds: number): Measured {
	return inFolder((folder) => {
		const started = (line: string): number => {
			writeFileSync(join(folder, 'line.log'), line);
			return median(Array.from({ length: rounds }, () => 1000 * spent(folder, ['line.log']).wall));
		};
		const empty = started('');
		const times = HOSTILE.map((piece) => ({
			piece,
			time: started(piece.repeat(Math.ceil(MEBIBYTE / Buffer.byteLength(piece)))) - empty,
		}));
		const worst = times.toSorted((a, b) => b.time - a.time)[0] ?? { piece: '', time: Number.NaN };
		return {
			name: `the same for ${HOSTILE.length} patterns, a program started for each line, its start aside`,
			figure: `worst ${worst.time.toFixed(0)} ms (${JSON.stringify(worst.piece)})`,
			limit: '≤ 100 ms',
			isWithin: worst.time <= 100,
		};
	});
}
