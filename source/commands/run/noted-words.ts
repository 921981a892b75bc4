import type { NotedLog } from '../../lifecycle/note-log.ts';

/** What became of a log, for MURMUR8_DEBUG; never with its content. */
export function notedWords(name: string, noted: NotedLog): string {
	if (noted.kind !== 'noted') return `${name}: ${noted.reason}`;
	const { failures, isWhole, source } = noted;
	const replaced = [...source.sanitised].map(([rule, count]) => ` ${rule} ${count}`).join(',');
	const problems = source.problems.map(({ reason }) => `; ${reason}`).join('');
	const words = `${name}: ${source.format}, ${source.lines} lines, ${failures} distinct failures`;
	return `${words}${isWhole ? '' : ', not all of it was read'}${problems}${replaced === '' ? '' : `; replaced:${replaced}`}`;
}
