import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LOG_BOUNDS } from '../../source/core/kept-logs.ts';
import { temporaryDatabase } from '../support/store.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'retention.md'), 'utf8');

test('of every table it is said how long its lines are kept', () => {
	const tables = temporaryDatabase()
		.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
		.all()
		.map(({ name }) => String(name));
	expect(tables.length).toBeGreaterThan(15);
	expect(tables.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the bounds of kept logs are those that hold', () => {
	const { ageMs, bytes, count } = LOG_BOUNDS;
	const words = `${ageMs / 86_400_000} days once they were read; ${count.toLocaleString('en-US')} logs and ${bytes / 1024 / 1024} MiB together`;
	expect(page).toContain(words);
});
