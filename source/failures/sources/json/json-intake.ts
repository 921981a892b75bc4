import type { SourceFormat, SourceProblem } from '../found-failure.ts';
import type { Intake, IntakeNeeds } from '../intake.ts';
import { foundFailure, type ToldFailure } from '../told-failure.ts';
import { CTRF } from './ctrf-shape.ts';
import { JEST } from './jest-shape.ts';
import { JsonRecords, type JsonValue, type RecordTaker } from './json-records.ts';
import { BrokenJson, JsonScanner } from './json-scanner.ts';
import { PLAYWRIGHT } from './playwright-shape.ts';
import type { Shape } from './shape.ts';

const SHAPES: readonly Shape[] = [JEST, PLAYWRIGHT, CTRF];

type Reading = ReturnType<Shape['begin']>;

/** Reports of runners as JSON. Which runner's it is shows while it is read: their keys come in any order. */
class JsonIntake implements Intake, RecordTaker {
	readonly problems: SourceProblem[] = [];
	readonly #needs: IntakeNeeds;
	readonly #scanner = new JsonScanner(new JsonRecords(this));
	readonly #readings = new Map<Shape, Reading>();
	#shape: Shape | undefined;
	#isBroken = false;
	#lastByte = 0x0a;

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
	}

	get format(): SourceFormat {
		return this.#shape?.format ?? 'json';
	}

	get lines(): number {
		return this.#scanner.lineFeeds + (this.#lastByte === 0x0a ? 0 : 1);
	}

	push(chunk: Uint8Array): void {
		this.#lastByte = chunk.at(-1) ?? this.#lastByte;
		this.#guard(() => this.#scanner.push(chunk));
	}

	end(): void {
		this.#guard(() => this.#scanner.end());
		if (this.#shape) this.#readingOf(this.#shape).end?.();
	}

	wants(place: string): boolean {
		this.#recognise(place);
		return this.#shapes().some(({ record }) => record.test(place));
	}

	take(place: string, value: JsonValue): void {
		for (const shape of this.#shapes()) if (shape.record.test(place)) this.#readingOf(shape).take(place, value);
	}

	wantsLeaf(place: string): boolean {
		this.#recognise(place);
		return this.#shapes().some(({ leaves }) => leaves.test(place));
	}

	leaf(place: string, value: string | number | boolean | null): void {
		for (const shape of this.#shapes()) if (shape.leaves.test(place)) this.#readingOf(shape).leaf(place, value);
	}

	left(place: string): void {
		if (this.#shape) this.#readingOf(this.#shape).left?.(place);
	}

	#recognise(place: string): void {
		this.#shape ??= SHAPES.find(({ sign }) => sign.test(place));
	}

	/** Until it is known, what any of them could need is kept. */
	#shapes(): readonly Shape[] {
		return this.#shape ? [this.#shape] : SHAPES;
	}

	#readingOf(shape: Shape): Reading {
		const { text, onFailure, parseTime } = this.#needs;
		const tell = (told: ToldFailure) => onFailure(foundFailure(told, text, this.#scanner.lineFeeds + 1));
		const reading = this.#readings.get(shape) ?? shape.begin({ tell, parseTime });
		this.#readings.set(shape, reading);
		return reading;
	}

	#guard(read: () => void): void {
		if (this.#isBroken) return;
		try {
			read();
		} catch (error) {
			if (!(error instanceof BrokenJson)) throw error;
			this.#isBroken = true;
			const line = this.#scanner.lineFeeds + 1;
			this.problems.push({
				kind: 'malformed',
				reason: `JSON that ${error.message}, in line ${line}; what came before counts`,
			});
		}
	}
}

export const jsonIntake = (needs: IntakeNeeds): Intake => new JsonIntake(needs);
