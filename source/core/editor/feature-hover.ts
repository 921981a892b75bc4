import { formatDuration } from '../format.ts';
import { toPrintableLine } from '../text.ts';
import { headingsOf, linesOf } from './headings.ts';

/** A failure of a run. */
export interface HoveredFailure {
	readonly fingerprint: string;
	readonly count: number;
}

/** A run of a feature, as far as the audience may see it. */
export interface HoveredRun {
	/** ISO 8601 in UTC. */
	readonly startedAt: string | undefined;
	readonly status: string | undefined;
	readonly durationMs: number | undefined;
	readonly failedStage: string | undefined;
	readonly failures: readonly HoveredFailure[];
}

const MOST_FAILURES = 3;
const PRINT_LENGTH = 'sha256-'.length + 12;

/** Foreign text in Markdown is text: no link, no image, no HTML, no cell of its own. */
const plain = (text: string): string => toPrintableLine(text, 80).replace(/[\\`*_{}[\]()#+\-!|<>~&:]/g, '\\$&');

const failureText = ({ fingerprint, count }: HoveredFailure) =>
	`${plain(fingerprint.slice(0, PRINT_LENGTH))} ×${count}`;

function failuresText(failures: readonly HoveredFailure[]): string {
	const more = failures.length > MOST_FAILURES ? ` and ${failures.length - MOST_FAILURES} more` : '';
	return failures.slice(0, MOST_FAILURES).map(failureText).join(', ') + more;
}

function rowOf({ startedAt = '', status = '', durationMs, failedStage = '', failures }: HoveredRun): string {
	const duration = durationMs === undefined ? '' : formatDuration(durationMs);
	const cells = [plain(startedAt), plain(status), plain(duration), plain(failedStage), failuresText(failures)];
	return `| ${cells.join(' | ')} |`;
}

/** What is said of a feature's runs, in Markdown. @param total of which `runs` are the newest */
export function featureHover(slug: string, runs: readonly HoveredRun[], total: number): string {
	const head = `**${plain(slug)}**: ${total === 1 ? 'one run' : `${total} runs`}`;
	if (runs.length === 0) return `**${plain(slug)}**: no run yet`;
	const columns = '| Started (UTC) | Status | Took | Failed at | Failures |';
	return [head, '', columns, '|---|---|---|---|---|', ...runs.map(rowOf)].join('\n');
}

const ID_LINE = /^\s*["']?featureId["']?\s*:/;

/** Whether something is said of the feature at this place: its title, the first line, its id. */
export function isHoverPlace(text: string, offset: number): boolean {
	const lines = linesOf(text);
	const line = lines.findLast(({ from }) => from <= offset);
	if (!line || line === lines[0] || ID_LINE.test(line.text)) return true;
	return headingsOf(text).some(({ level, from, to }) => level === 1 && offset >= from && offset <= to);
}
