import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { errorText } from '../../core/error-text.ts';
import type { SettingName, Settings } from '../../core/settings/definitions.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { shownSetting } from '../../core/settings/shown.ts';
import { type NewAuditLine, putAuditLine } from '../../store/audit.ts';
import { openDatabase } from '../../store/database.ts';
import type { Context } from '../spec.ts';

type Note = Readonly<Record<string, string>>;

/** One line per sink that came, went or changed; sinks of one kind are told apart by their order. */
function sinkLines(before: Settings, after: Settings, note: Note, atMs: number): readonly NewAuditLine[] {
	const keyed = ({ sinks }: Settings) => {
		const seen = new Map<string, number>();
		return new Map(
			sinks.map((sink) => {
				const count = (seen.get(sink.kind) ?? 0) + 1;
				seen.set(sink.kind, count);
				return [`${sink.kind} ${count}`, sink] as const;
			}),
		);
	};
	const [old, now] = [keyed(before), keyed(after)];
	return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly NewAuditLine[] => {
		const [was, is] = [old.get(key), now.get(key)];
		if (JSON.stringify(was) === JSON.stringify(is)) return [];
		const event = was === undefined ? 'sink_added' : is === undefined ? 'sink_removed' : 'sink_modified';
		return [{ atMs, event, details: { kind: (is ?? was)?.kind ?? null, ...note } }];
	});
}

/** What one changed setting is noted as; nothing where it holds as before. */
function linesOf(name: SettingName, { before, after }: Change, note: Note, atMs: number): readonly NewAuditLine[] {
	if (name === 'sinks') return sinkLines(before.values, after.values, note, atMs);
	const [old = null, now = null] = [before, after].map(({ values }) => shownSetting(name, values));
	return old === now ? [] : [{ atMs, event: 'setting_changed', details: { key: name, old, new: now, ...note } }];
}

/** Settings before and after a change. */
export interface Change {
	readonly before: ResolvedSettings;
	readonly after: ResolvedSettings;
}

/**
 * The audit lines of a change; none while telemetry is off before and after it. What the environment outvotes today
 * holds once it falls silent, so it has a line too, which says so.
 * @param saved the change as it would be without the environment's word
 */
export function auditLines(
	names: readonly SettingName[],
	{ before, after }: Change,
	saved: Change,
	atMs: number,
): readonly NewAuditLine[] {
	if (before.values.audience === 'off' && after.values.audience === 'off') return [];
	const lines = names.flatMap((name): readonly NewAuditLine[] => {
		for (const [change, note] of [[{ before, after }, {}] as const, [saved, { inForce: 'no' }] as const]) {
			const found = linesOf(name, change, note, atMs);
			if (found.length > 0) return found;
		}
		return [];
	});
	const [was, is] = [deliveryMode(before).kind, deliveryMode(after).kind];
	if (was === is) return lines;
	return is === 'active'
		? [...lines, { atMs, event: 'telemetry_enabled', details: { audience: after.values.audience } }]
		: [...lines, { atMs, event: 'telemetry_disabled', details: {} }];
}

/** Notes a change that was made; where the database can't be written, the change holds all the same. */
export function noteChange(
	project: Project,
	names: readonly SettingName[],
	change: Change,
	saved: Change,
	context: Context,
): void {
	const lines = auditLines(names, change, saved, nowMs());
	if (lines.length === 0) return;
	try {
		const database = openDatabase(project.databasePath);
		try {
			for (const line of lines) putAuditLine(database, line);
		} finally {
			database.close();
		}
	} catch (error) {
		context.debug(`no audit line: ${errorText(error)}`);
	}
}
