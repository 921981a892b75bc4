import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../adapters/files.ts';
import { isInside } from '../adapters/paths.ts';
import { readServedReport, type ServedReport } from '../core/served/report.ts';

const FOLDER = join('reports', 'telemetry');
const REPORT = /^error-aggregates-\d{4}-\d{2}-\d{2}\.json$/;
const LARGEST_REPORT = 64 * 1024 * 1024;

export type NewestReport =
	| { readonly kind: 'report'; readonly report: ServedReport }
	/** There is none yet. */
	| { readonly kind: 'missing' }
	/** The newest one can't be read. */
	| { readonly kind: 'unreadable' };

function reportNames(folder: string): readonly string[] {
	try {
		return readdirSync(folder).filter((name) => REPORT.test(name));
	} catch {
		return [];
	}
}

/** The triage report of the latest day, as far as programs may ever see it; unprojected. */
export function readNewestReport(root: string): NewestReport {
	const folder = join(root, FOLDER);
	const newest = reportNames(folder).toSorted().at(-1);
	if (newest === undefined) return { kind: 'missing' };
	const path = join(folder, newest);
	const bytes = isInside(root, path) ? readRegularFile(path, LARGEST_REPORT) : undefined;
	if (!bytes) return { kind: 'unreadable' };
	try {
		const report = readServedReport(JSON.parse(bytes.toString('utf8')));
		return report ? { kind: 'report', report } : { kind: 'unreadable' };
	} catch {
		return { kind: 'unreadable' };
	}
}
