import type { NotedLog } from '../../lifecycle/note-log.ts';

/** What became of a log, for MURMUR8_DEBUG; neither its content nor its name, which tells a stage. */
export function notedWords(noted: NotedLog): string {
	if (noted.kind !== 'noted') return `a log of the run is not counted: ${noted.reason}`;
	const { failures, isWhole, source } = noted;
	const replaced = [...source.sanitised].map(([rule, count]) => ` ${rule} ${count}`).join(',');
	const problems = source.problems.map(({ reason }) => `; ${reason}`).join('');
	const words = `a log of the run: ${source.format}, ${source.lines} lines, ${failures} distinct failures`;
	return `${words}${isWhole ? '' : ', not all of it was read'}${problems}${replaced === '' ? '' : `; replaced:${replaced}`}`;
}
