import { formatAge } from '../format.ts';
import { plural } from '../plural.ts';
import { deliveryMode } from '../settings/delivery-mode.ts';
import type { DoctorFacts, StuckFacts } from './facts.ts';
import type { Check } from './finding.ts';
import { placeOf } from './given.ts';

const words = ({ statusCode, reason }: StuckFacts) =>
	statusCode === undefined ? reason : `HTTP ${statusCode}: ${reason}`;
const THEN_FLUSH = 'then: murmur8 telemetry flush';

function remedy(facts: DoctorFacts, { statusCode, reason }: StuckFacts): string {
	if (statusCode === 401 || statusCode === 403) {
		return `murmur8 telemetry-config set key --key-stdin < key.txt, ${THEN_FLUSH}`;
	}
	if (statusCode === 407) return `write the proxy’s name and password into HTTPS_PROXY, ${THEN_FLUSH}`;
	const variable = /^(\w+_proxy) names no /i.exec(reason)?.[1];
	if (variable !== undefined) return `mend ${variable}, ${THEN_FLUSH}`;
	if (/\(proxy \S+\)$/.test(reason)) {
		return `have the endpoint let through by the proxy, or go past it by NO_PROXY, ${THEN_FLUSH}`;
	}
	if (statusCode === undefined) return `mend what TLS complains of, ${THEN_FLUSH}`;
	return `mend ${placeOf(facts, 'url', facts.settings.sources.url)}, ${THEN_FLUSH}`;
}

/** Whether the last thing that came of any event was a refusal. */
const isRefusing = ({ delivery }: DoctorFacts) => (delivery.newestRejection?.atMs ?? 0) > delivery.lastDeliveredMs;

const rejection = ({ delivery, nowMs }: DoctorFacts) =>
	`${plural(delivery.rejected, 'event')} rejected for good, the newest ${formatAge(delivery.newestRejection?.atMs ?? 0, nowMs)}: ${delivery.newestRejection?.reason}`;

export const DELIVERY_CHECKS: readonly Check[] = [
	{
		id: 'stuck',
		severity: 'problem',
		look: (facts) => {
			const { waiting, stuck } = facts.delivery;
			if (stuck?.result !== 'configuration') return [];
			return [
				{
					seen: `${plural(waiting, 'event')} waiting, refused since ${formatAge(stuck.sinceMs, facts.nowMs)} (${words(stuck)})`,
					fix: remedy(facts, stuck),
				},
			];
		},
	},
	{
		id: 'waiting',
		severity: 'note',
		look: ({ delivery: { waiting, stuck } }) =>
			waiting > 0 && stuck?.result !== 'configuration'
				? [
						{
							seen: `${plural(waiting, 'event')} waiting${stuck ? ` (${words(stuck)})` : ''}; the next run start tries again`,
							fix: 'murmur8 telemetry flush',
						},
					]
				: [],
	},
	{
		id: 'rejected',
		severity: 'problem',
		look: (facts) =>
			isRefusing(facts)
				? [
						{
							seen: rejection(facts),
							fix: 'mend what the endpoint names (each one: murmur8 outbox list --rejected), then: murmur8 outbox requeue --all && murmur8 outbox retry',
						},
					]
				: [],
	},
	{
		id: 'rejected-before',
		severity: 'note',
		look: (facts) =>
			facts.delivery.rejected > 0 && !isRefusing(facts)
				? [
						{
							seen: rejection(facts),
							fix: 'later events arrived; send these again: murmur8 outbox requeue --all, or give them up: murmur8 outbox drop --all',
						},
					]
				: [],
	},
	{
		id: 'dropped',
		severity: 'note',
		look: ({ delivery: { dropped } }) =>
			dropped > 0
				? [
						{
							seen: `${plural(dropped, 'event')} dropped so far because the outbox was full`,
							fix: 'none for those; empty the outbox before it is full: murmur8 telemetry flush',
						},
					]
				: [],
	},
	{
		id: 'unsafe-slug',
		severity: 'note',
		look: ({ delivery: { unsafeSlugs } }) =>
			unsafeSlugs.map((slug) => ({
				seen: `the slug ${JSON.stringify(slug)} can't be a file name, so its spec and stories stay away`,
				fix: 'record the feature under another slug: murmur8 run start my-feature',
			})),
	},
	{
		id: 'audience-default',
		severity: 'note',
		look: ({ settings }) =>
			deliveryMode(settings).kind === 'active' && settings.values.audience === 'user-only'
				? [
						{
							seen: 'audience user-only: who and where stay at home; AUDIENCE=on sends them',
							fix: 'none needed; to send them, write MURMUR8_TELEMETRY_AUDIENCE=on into .env',
						},
					]
				: [],
	},
];
