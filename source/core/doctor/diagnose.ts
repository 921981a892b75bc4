import { toPrintableLine } from '../text.ts';
import { DELIVERY_CHECKS } from './delivery-checks.ts';
import type { DoctorFacts } from './facts.ts';
import { FILE_CHECKS } from './file-checks.ts';
import type { Check, Finding } from './finding.ts';
import { KEY_CHECKS } from './key-checks.ts';
import { NETWORK_CHECKS } from './network-checks.ts';
import { NPM_CHECKS } from './npm-checks.ts';
import { PLACE_CHECKS } from './place-checks.ts';
import { SETTINGS_CHECKS } from './settings-checks.ts';
import { SINK_CHECKS } from './sink-checks.ts';
import { URL_CHECKS } from './url-checks.ts';

/** Every check, in the order in which its findings are shown. */
export const CHECKS: readonly Check[] = [
	...PLACE_CHECKS,
	...URL_CHECKS,
	...KEY_CHECKS,
	...SETTINGS_CHECKS,
	...FILE_CHECKS,
	...NETWORK_CHECKS,
	...DELIVERY_CHECKS,
	...SINK_CHECKS,
	...NPM_CHECKS,
];

/** Paths and the words of servers are in it. */
const LONGEST_LINE = 1_000;

/** A server may have echoed the key, and a key may stand where it does not belong. */
function withoutKey(text: string, keys: readonly string[]): string {
	return toPrintableLine(
		keys.reduce((left, key) => left.replaceAll(key, '****'), text),
		LONGEST_LINE,
	);
}

/** What keeps telemetry from arriving: problems first, then notes. No finding holds a key. */
export function diagnose(facts: DoctorFacts): readonly Finding[] {
	const { environment, dotenv } = facts.inputs;
	const keys = [environment, dotenv]
		.map((variables) => variables['MURMUR8_TELEMETRY_KEY']?.trim() ?? '')
		// A shorter text is no key, and would be found in words that are not it.
		.filter((key) => key.length >= 8);
	const findings = CHECKS.flatMap(({ id, severity, look }) =>
		look(facts).map(({ seen, fix }) => ({ id, severity, seen: withoutKey(seen, keys), fix: withoutKey(fix, keys) })),
	);
	// One thing in the place of a folder is in the way of every file in it; it is told once.
	const distinct = findings.filter(({ seen }, index) => findings.findIndex((other) => other.seen === seen) === index);
	return distinct.toSorted((one, other) => Number(one.severity === 'note') - Number(other.severity === 'note'));
}
