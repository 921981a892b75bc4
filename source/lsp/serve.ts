import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	CodeActionKind,
	DidChangeWatchedFilesNotification,
	type InitializeParams,
	MarkupKind,
	TextDocumentSyncKind,
	TextDocuments,
} from 'vscode-languageserver';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readRegularFile } from '../adapters/files.ts';
import type { Project } from '../adapters/paths.ts';
import { slugOf } from '../core/editor/document-kind.ts';
import { isHoverPlace } from '../core/editor/feature-hover.ts';
import { errorText } from '../core/error-text.ts';
import type { SettingInputs } from '../core/settings/resolve.ts';
import type { ProjectReader } from '../served/project-reader.ts';
import { addFeatureId } from './add-feature-id.ts';
import { hoverOf } from './hover.ts';
import { fileOfUri, type ProjectFile } from './project-files.ts';
import { Workspace } from './workspace.ts';

export interface LspParts {
	/** The project of a folder; without one, that of the command. */
	readonly find: (folder?: string) => Project;
	readonly readInputs: (project: Project) => SettingInputs;
	readonly reader: ProjectReader;
	readonly version: string;
	readonly debug: (text: string) => void;
}

const WATCHED = ['**/.blueprint/features/*/*.md', '**/.env', '**/.claude/telemetry-config.json'];

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
	return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

/** The folder of a URI as the system has it; undefined where it is none of this machine. */
function folderOf(uri: string): string | undefined {
	try {
		return realpathSync(fileURLToPath(uri));
	} catch {
		return undefined;
	}
}

/** Serves an editor on stdin and stdout; ends with the process when the editor says so or is gone. */
export async function serveLsp({ find, readInputs, reader, version, debug }: LspParts): Promise<void> {
	const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
	const documents = new TextDocuments(TextDocument);
	/** Open documents by the path of their file. */
	const open = new Map<string, TextDocument>();
	/** What to call a file by that is gone. */
	const uris = new Map<string, string>();
	/** Paths that something was said of last. */
	const told = new Set<string>();
	let client: InitializeParams['capabilities'] = {};
	let folders: readonly string[] = [];

	const workspace = new Workspace({
		readInputs: (folder) => readInputs(find(folder)),
		openText: (path) => open.get(path)?.getText(),
		publish: (path) => {
			const diagnostics = [...workspace.files.diagnosticsOf(path)];
			const file = workspace.files.get(path)?.file;
			const uri = file?.uri ?? uris.get(path);
			if (uri === undefined || (diagnostics.length === 0 && !told.has(path))) return;
			if (diagnostics.length > 0) told.add(path);
			else told.delete(path);
			uris.set(path, uri);
			const document = open.get(path);
			void connection.sendDiagnostics({ uri, diagnostics, ...(document ? { version: document.version } : {}) });
		},
	});
	const addFolder = (uri: string) => {
		const folder = folderOf(uri);
		if (folder !== undefined) workspace.addProject(find(folder).root);
	};
	const textOf = (file: ProjectFile) => open.get(file.path)?.getText() ?? readRegularFile(file.path)?.toString('utf8');

	connection.onInitialize((params) => {
		client = params.capabilities;
		folders = foldersOf(params);
		return {
			serverInfo: { name: 'murmur8', version },
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
				hoverProvider: true,
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
		};
	});
	connection.onInitialized(() => {
		if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
			const watchers = WATCHED.map((globPattern) => ({ globPattern }));
			connection.client
				.register(DidChangeWatchedFilesNotification.type, { watchers })
				.catch((error: unknown) => debug(`lsp: ${errorText(error)}`));
		}
		if (client.workspace?.workspaceFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				for (const { uri } of removed) {
					const folder = folderOf(uri);
					if (folder !== undefined) workspace.removeFolder(folder);
				}
				for (const { uri } of added) addFolder(uri);
			});
		}
		for (const uri of folders) addFolder(uri);
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		for (const { uri } of changes) {
			const file = fileOfUri(uri);
			if (file) workspace.refresh(workspace.files.get(file.path)?.file ?? file);
		}
	});

	documents.onDidChangeContent(({ document }) => {
		const file = fileOfUri(document.uri);
		if (!file) return;
		open.set(file.path, document);
		workspace.refresh(file);
	});
	documents.onDidClose(({ document }) => {
		const file = fileOfUri(document.uri);
		if (!file) return;
		open.delete(file.path);
		workspace.refresh(file);
	});

	connection.onCodeAction(({ textDocument: { uri }, context: { diagnostics, only } }) => {
		const isWanted = !only || only.some((kind) => CodeActionKind.QuickFix.startsWith(kind));
		const document = documents.get(uri);
		if (!document || !isWanted || fileOfUri(uri)?.kind !== 'spec') return [];
		const action = addFeatureId(document, diagnostics, client.workspace?.workspaceEdit?.documentChanges === true);
		return action ? [action] : [];
	});
	connection.onHover(({ textDocument: { uri }, position }) => {
		const file = fileOfUri(uri);
		const slug = file && slugOf(file.path.replaceAll('\\', '/'));
		const text = file && textOf(file);
		if (!file || slug === undefined || text === undefined) return null;
		const document = TextDocument.create(uri, 'markdown', 0, text);
		if (!isHoverPlace(text, document.offsetAt(position))) return null;
		const spec = workspace.files.get(file.path);
		try {
			const value = hoverOf(reader.read(find(dirname(file.path))), slug, spec?.id?.value);
			return { contents: { kind: MarkupKind.Markdown, value } };
		} catch (error) {
			debug(`lsp: ${errorText(error)}`);
			return null;
		}
	});
	connection.onShutdown(() => reader.close());

	documents.listen(connection);
	connection.listen();
	// The connection ends the process.
	await new Promise(() => {});
}
