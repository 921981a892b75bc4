import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { util } from '../adapters/builtin.ts';
import { dotenvRemarks } from '../core/editor/dotenv-remarks.ts';
import type { Remark } from '../core/editor/remark.ts';
import { settingsRemarks } from '../core/editor/settings-remarks.ts';
import { specRemarks } from '../core/editor/spec-remarks.ts';
import { storyRemarks } from '../core/editor/story-remarks.ts';
import { readFeatureId } from '../core/feature-id.ts';
import type { SettingInputs } from '../core/settings/resolve.ts';
import { readUserRules, SANITIZE_SECTION } from '../failures/sanitise/user-rules.ts';
import type { ProjectFile } from './project-files.ts';

/** What is known of a file without looking at others. */
export interface Analysis {
	readonly file: ProjectFile;
	readonly diagnostics: readonly Diagnostic[];
	/** Of a spec: its id and where that stands. */
	readonly id?: { readonly value: string; readonly range: Diagnostic['range'] };
}

const SEVERITIES = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	info: DiagnosticSeverity.Information,
} as const;

export const SOURCE = 'murmur8';

const toDiagnostic = (document: TextDocument, { from, to, severity, code, message }: Remark): Diagnostic => ({
	range: { start: document.positionAt(from), end: document.positionAt(to) },
	severity: SEVERITIES[severity],
	code,
	source: SOURCE,
	message,
});

const sectionProblems = (name: string, value: unknown) =>
	name === SANITIZE_SECTION ? readUserRules(value).problems : [];

function dotenvOf(text: string): SettingInputs['dotenv'] {
	return util().parseEnv(text.replace(/^\uFEFF/, ''));
}

/** @param readInputs texts of all settings of the project that a file belongs to */
export function analyse(file: ProjectFile, text: string, readInputs: (path: string) => SettingInputs): Analysis {
	const remarks = {
		spec: () => specRemarks(text),
		story: () => storyRemarks(text),
		dotenv: () => dotenvRemarks(text, { ...readInputs(file.path), dotenv: dotenvOf(text), isDotenvUnreadable: false }),
		settings: () => settingsRemarks(text, sectionProblems),
	}[file.kind]();
	const document = TextDocument.create(file.uri, 'plaintext', 0, text);
	const diagnostics = remarks.map((remark) => toDiagnostic(document, remark));
	const reading = file.kind === 'spec' ? readFeatureId(text) : undefined;
	if (reading?.kind !== 'present') return { file, diagnostics };
	const range = { start: document.positionAt(reading.at), end: document.positionAt(reading.until) };
	return { file, diagnostics, id: { value: reading.id, range } };
}
