import type { Intake, IntakeNeeds } from './intake.ts';

/** A time as log lines begin with it, and runners print it. */
const TIME =
	/(?:^|[\s["'])(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{3})\d{0,6})?(Z|[+-]\d{2}:?\d{2})(?![\d:])/;

/** The first moment that a log tells; the local time of an unknown machine is none. */
export function firstTime(head: string, parseTime: (iso: string) => number): number | undefined {
	const found = TIME.exec(head);
	if (!found) return undefined;
	const [, day = '', time = '', millis = '000', zone = ''] = found;
	const ms = parseTime(
		`${day}T${time}.${millis}${/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`,
	);
	return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** A plain log: lines in which errors are looked for. */
export function logIntake(head: string, { text, onFailure, parseTime }: IntakeNeeds): Intake {
	const seenMs = firstTime(head, parseTime);
	const reading = text.open((trace) => onFailure({ trace, ...(seenMs === undefined ? {} : { seenMs }) }));
	return {
		format: 'log',
		problems: [],
		get lines() {
			return reading.lines();
		},
		push: reading.push,
		end: reading.end,
	};
}
