import { nowMs as clockMs, toIso } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { printableJson } from '../../core/printable-json.ts';
import { project as projected } from '../../core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../core/privacy/served-documents.ts';
import type { ModuleMap } from '../../core/settings/module-map.ts';
import { toPrintableLine } from '../../core/text.ts';
import { digestOf } from '../../failures/report/digest.ts';
import type { Evidence } from '../../failures/report/evidence.ts';
import { jsonFile, reportFiles } from '../../failures/report/files.ts';
import { failedGates } from '../../failures/report/gate.ts';
import { renderAnnotations, renderJobSummary } from '../../failures/report/github.ts';
import { renderHtml } from '../../failures/report/html.ts';
import { renderMarkdown } from '../../failures/report/markdown.ts';
import { buildReport, type Report, type ReportSurroundings } from '../../failures/report/report.ts';
import type { OutputFile } from '../../failures/report/stop-rule.ts';
import { addJobSummary } from '../job-summary.ts';
import type { Context } from '../spec.ts';
import { loadSettings } from '../workplace.ts';
import type { Format, ReportOptions } from './options.ts';
import { reportFolder, stopOnLeaks, writeFiles } from './outputs.ts';
import { noteWritten, record } from './record.ts';
import { lookAround } from './surroundings.ts';
import { terminalLines } from './terminal-lines.ts';

const EXIT_GATE = 1;

export interface Publication {
	readonly project: Project;
	readonly modules: ModuleMap;
	readonly options: ReportOptions;
	/** The command that makes the same report. */
	readonly reproduce: string;
}

/** A document that is printed, and how. */
interface Printed {
	readonly files: readonly OutputFile[];
	readonly print: () => void;
}

const printedText = (name: string, text: string, context: Context): Printed => ({
	files: [{ name, text }],
	print: () => context.write(new TextEncoder().encode(text)),
});

/** Others read the log and the summary of a job, so they get what the audience permits. */
function forGithub(report: Report, { projectPath }: ReportSurroundings, project: Project, context: Context): Printed {
	const settings = loadSettings(project, context.environment);
	const audience = settings.problems.length > 0 ? 'off' : settings.values.audience;
	const digest = projected(digestOf(report, projectPath), audience, SERVED_DOCUMENTS.digest);
	if (!digest) {
		const reason = settings.problems.length > 0 ? 'a setting can’t be read' : 'the audience is off';
		return { files: [], print: () => context.warn(`murmur8: nothing is told to the job: ${reason}`) };
	}
	const annotations = renderAnnotations(digest);
	const summary = renderJobSummary(digest);
	return {
		files: [
			{ name: 'annotations', text: annotations.join('\n') },
			{ name: 'summary', text: summary },
		],
		print: () => {
			for (const line of annotations) context.print(line);
			addJobSummary(summary, context);
		},
	};
}

function printedAs(
	format: Format,
	report: Report,
	surroundings: ReportSurroundings,
	project: Project,
	context: Context,
): Printed {
	if (format === 'github') return forGithub(report, surroundings, project, context);
	if (format === 'md') return printedText('report.md', renderMarkdown(report, [], toIso), context);
	if (format === 'html') return printedText('report.html', renderHtml(report, toIso), context);
	const { text } = jsonFile(report, toIso);
	return { files: [], print: () => context.write(new TextEncoder().encode(text)) };
}

function resultJson(
	report: Report,
	written: readonly string[],
	failed: readonly string[],
	isRecorded: boolean,
): string {
	const { total, groups, resolved, sourcesRead, skippedNoOptIn, problems } = report;
	return printableJson({
		total_errors: total,
		groups: groups.length,
		new: resolved === undefined ? null : groups.filter(({ churn }) => churn === 'new').length,
		resolved: resolved?.length ?? null,
		top_severity: groups[0]?.severity ?? null,
		sources: { read: sourcesRead, skipped_no_opt_in: skippedNoOptIn, unreadable: problems.length },
		files: written,
		recorded: isRecorded,
		failed_on: failed,
	});
}

/** Makes the report of what was read, checks it, writes or prints it. @returns the exit code */
export async function publish(evidence: Evidence, publication: Publication, context: Context): Promise<number> {
	const { project, modules, options, reproduce } = publication;
	const { format, out, nowMs } = options;
	const surroundings = await lookAround(evidence, { project, modules, nowMs }, context);
	const report = buildReport(evidence, surroundings);
	const printed = format && printedAs(format, report, surroundings, project, context);
	const pullRequest = options.hasPullRequest ? reproduce : undefined;
	const isWritten = format === undefined || out !== undefined;
	const files = isWritten ? reportFiles(report, { ...options, pullRequest }, toIso) : [];
	stopOnLeaks([jsonFile(report, toIso), ...files, ...(printed?.files ?? [])]);
	const folder = reportFolder(project.root, out, context.cwd);
	const written = isWritten ? writeFiles(folder, files, context.cwd) : [];
	if (isWritten) noteWritten(report, clockMs(), project, context);
	const isRecorded = options.isRecorded && (await record(evidence, nowMs, project, context));
	const failed = failedGates(report, options.gates);
	if (printed) printed.print();
	else if (options.isJson) context.print(resultJson(report, written, failed, isRecorded));
	else for (const line of terminalLines(report, written)) context.print(line);
	if (printed) for (const path of written) context.warn(`murmur8: wrote ${toPrintableLine(path, 400)}`);
	for (const line of failed) context.warn(`murmur8: ${line} (--fail-on)`);
	return failed.length > 0 ? EXIT_GATE : 0;
}
