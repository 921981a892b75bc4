import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { displayUrl, maskKey } from '../../core/endpoint.ts';
import type { SettingName } from '../../core/settings/definitions.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { type NewAuditLine, putAuditLine } from '../../store/audit.ts';
import { openDatabase } from '../../store/database.ts';
import type { Context } from '../spec.ts';

/** A setting as it holds, fit to be shown. */
function shown(name: SettingName, { values }: ResolvedSettings): string | null {
	if (name === 'key') return values.key === undefined ? null : maskKey(values.key);
	if (name === 'url') return values.url === undefined ? null : displayUrl(values.url.url);
	return String(values[name]);
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
			const [old, now] = [shown(name, change.before), shown(name, change.after)];
			if (old !== now) return [{ atMs, event: 'setting_changed', details: { key: name, old, new: now, ...note } }];
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
		context.debug(`no audit line: ${error instanceof Error ? error.message : String(error)}`);
	}
}
