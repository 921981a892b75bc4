import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
	type CodeAction,
	CodeActionRequest,
	createProtocolConnection,
	type Diagnostic,
	DidChangeTextDocumentNotification,
	DidChangeWatchedFilesNotification,
	DidChangeWorkspaceFoldersNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	ExitNotification,
	FileChangeType,
	type Hover,
	HoverRequest,
	InitializedNotification,
	InitializeRequest,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	type Range,
	RegistrationRequest,
	ShutdownRequest,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Runtime } from './runtimes.ts';
import type { Sandbox } from './sandbox.ts';

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export interface Editor {
	readonly connection: ProtocolConnection;
	readonly uriOf: (path: string) => string;
	/** What was said of a file last; waits until `isRight`. */
	readonly until: (
		path: string,
		isRight: (diagnostics: readonly Diagnostic[]) => boolean,
	) => Promise<readonly Diagnostic[]>;
	readonly codes: (path: string) => readonly unknown[];
	readonly open: (path: string, text?: string) => Promise<void>;
	readonly change: (path: string, version: number, text: string, range?: Range) => Promise<void>;
	readonly close: (path: string) => Promise<void>;
	readonly touched: (path: string) => Promise<void>;
	readonly folders: (added: readonly string[], removed: readonly string[]) => Promise<void>;
	readonly actions: (path: string) => Promise<readonly CodeAction[]>;
	readonly hover: (path: string, line: number) => Promise<string | undefined>;
	readonly watched: readonly string[];
	readonly said: () => string;
	/** Says goodbye as an editor does. @returns the exit code of the server */
	readonly leave: () => Promise<number | null>;
}

/** The connection of an editor to the built program over stdio; ended when the test has. */
export async function openEditor(
	runtime: Runtime,
	sandbox: Sandbox,
	{ env = {}, folder = sandbox.project, isVersioned = true } = {},
): Promise<Editor> {
	const [file, ...words] = runtime.command;
	const child = spawn(file, [...words, 'lsp', '--stdio'], {
		cwd: sandbox.home,
		env: { ...sandbox.environment, ...env },
	});
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => {
		said += chunk.toString();
	});
	const ended = once(child, 'exit') as Promise<[number | null]>;
	const connection = createProtocolConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	onTestFinished(async () => {
		connection.dispose();
		child.kill();
		await ended;
	});
	const known = new Map<string, readonly Diagnostic[]>();
	let onDiagnostics = () => {};
	connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
		known.set(uri, diagnostics);
		onDiagnostics();
	});
	const watched: string[] = [];
	const registered = new Promise<void>((done) => {
		connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
			for (const { registerOptions } of registrations) {
				const { watchers } = registerOptions as { readonly watchers: readonly { readonly globPattern: string }[] };
				watched.push(...watchers.map(({ globPattern }) => globPattern));
			}
			done();
		});
	});
	connection.listen();
	const uriOf = (path: string) => String(pathToFileURL(path));
	await connection.sendRequest(InitializeRequest.type, {
		processId: process.pid,
		rootUri: uriOf(folder),
		workspaceFolders: [{ uri: uriOf(folder), name: 'a' }],
		capabilities: {
			workspace: {
				workspaceFolders: true,
				didChangeWatchedFiles: { dynamicRegistration: true },
				workspaceEdit: { documentChanges: isVersioned },
			},
		},
	});
	await connection.sendNotification(InitializedNotification.type, {});
	await registered;
	const of = (path: string) => known.get(uriOf(path)) ?? [];
	return {
		connection,
		uriOf,
		watched,
		said: () => said,
		codes: (path) => of(path).map(({ code }) => code),
		until: (path, isRight) =>
			new Promise((done) => {
				onDiagnostics = () => {
					if (isRight(of(path))) done(of(path));
				};
				onDiagnostics();
			}),
		open: (path, text = readFileSync(path, 'utf8')) =>
			connection.sendNotification(DidOpenTextDocumentNotification.type, {
				textDocument: { uri: uriOf(path), languageId: 'markdown', version: 1, text },
			}),
		change: (path, version, text, range) =>
			connection.sendNotification(DidChangeTextDocumentNotification.type, {
				textDocument: { uri: uriOf(path), version },
				contentChanges: [range ? { range, text } : { text }],
			}),
		close: (path) =>
			connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uriOf(path) } }),
		touched: (path) =>
			connection.sendNotification(DidChangeWatchedFilesNotification.type, {
				changes: [{ uri: uriOf(path), type: FileChangeType.Changed }],
			}),
		folders: (added, removed) => {
			const toFolders = (paths: readonly string[]) => paths.map((path) => ({ uri: uriOf(path), name: 'a' }));
			const event = { added: toFolders(added), removed: toFolders(removed) };
			return connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
		},
		actions: async (path) =>
			((await connection.sendRequest(CodeActionRequest.type, {
				textDocument: { uri: uriOf(path) },
				range: START,
				context: { diagnostics: [...of(path)] },
			})) ?? []) as readonly CodeAction[],
		hover: async (path, line) => {
			const position = { line, character: 1 };
			const found: Hover | null = await connection.sendRequest(HoverRequest.type, {
				textDocument: { uri: uriOf(path) },
				position,
			});
			return (found?.contents as { readonly value: string } | undefined)?.value;
		},
		leave: async () => {
			await connection.sendRequest(ShutdownRequest.type);
			await connection.sendNotification(ExitNotification.type);
			return (await ended)[0];
		},
	};
}
