import { readSharedData } from '../shared-data.ts';

/** Exceptions of nine languages by name; undefined where they are not there. */
export function readFixtures(): Readonly<Record<string, string>> | undefined {
	const text = readSharedData('stack-trace-fixtures.json');
	return text && (JSON.parse(text.toString('utf8')) as Readonly<Record<string, string>>);
}
