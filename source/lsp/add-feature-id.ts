import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { randomUuid } from '../adapters/random-id.ts';
import { MISSING_ID } from '../core/editor/spec-remarks.ts';
import { readFeatureId } from '../core/feature-id.ts';

/**
 * The change that gives a spec its id: what the next run would write, put into the same place. Every other character
 * stays.
 * @param diagnostics those that the editor shows where the action was asked for
 * @param isVersioned whether the client takes changes of a certain version of a document
 */
export function addFeatureId(
	document: TextDocument,
	diagnostics: readonly Diagnostic[],
	isVersioned: boolean,
): CodeAction | undefined {
	const reading = readFeatureId(document.getText());
	const mended = diagnostics.filter(({ code }) => code === MISSING_ID);
	if (reading.kind !== 'absent' || mended.length === 0) return undefined;
	const { at, until, prefix, suffix } = reading;
	const range = { start: document.positionAt(at), end: document.positionAt(until) };
	const edits = [{ range, newText: `${prefix}${randomUuid()}${suffix}` }];
	const { uri, version } = document;
	return {
		title: 'Add a featureId',
		kind: CodeActionKind.QuickFix,
		diagnostics: mended,
		isPreferred: true,
		edit: isVersioned
			? { documentChanges: [{ textDocument: { uri, version }, edits }] }
			: { changes: { [uri]: edits } },
	};
}
