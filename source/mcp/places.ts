import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
	CLIENT_CAPABILITIES_META_KEY,
	type InputRequiredResult,
	inputRequired,
	inputResponse,
	type McpServer,
	type ServerContext,
} from '@modelcontextprotocol/server';
import type { Project } from '../adapters/paths.ts';
import { Refusal } from './refusal.ts';

const ROOTS = 'roots';
const MOST_ROOTS = 50;

/** Where a client says that it works: folders of this machine that are there. */
function foldersOf(roots: readonly { readonly uri?: unknown }[]): readonly string[] {
	return roots.slice(0, MOST_ROOTS).flatMap(({ uri }) => {
		try {
			const path = fileURLToPath(String(uri));
			return statSync(path).isDirectory() ? [path] : [];
		} catch {
			return [];
		}
	});
}

/** The first of them that has recorded anything, else the first. */
function chooseProject(folders: readonly string[], find: (folder?: string) => Project): Project {
	const projects = folders.map((folder) => find(folder));
	const chosen = projects.find(({ databasePath }) => existsSync(databasePath)) ?? projects[0];
	if (!chosen)
		throw new Refusal('none of the roots of this client is a folder here; start with: murmur8 mcp --project <dir>');
	return chosen;
}

export interface Places {
	/** The folder that `--project` named: then no client is asked. */
	readonly isNamed: boolean;
	/** The project of a folder; without one, that of the command. */
	readonly find: (folder?: string) => Project;
}

/**
 * The project that a call is about: the one that was named, else that of the client's roots, else that of the folder
 * the server was started in.
 * @returns what the client has to be asked first
 */
export function placeOfCall(
	server: McpServer,
	{ mcpReq }: ServerContext,
	{ isNamed, find }: Places,
): { readonly project: Project } | { readonly ask: InputRequiredResult } {
	// Clients of 2026 say with every request what they can do, older ones once.
	const envelope = mcpReq.envelope as Readonly<Record<string, { readonly roots?: unknown } | undefined>> | undefined;
	const can = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities();
	if (isNamed || !can?.roots) return { project: find() };
	const answer = inputResponse(mcpReq.inputResponses, ROOTS);
	if (answer.kind === 'roots')
		return { project: answer.roots.length === 0 ? find() : chooseProject(foldersOf(answer.roots), find) };
	if (mcpReq.inputResponses !== undefined) throw new Refusal('the client did not say which roots it has');
	return { ask: inputRequired({ inputRequests: { [ROOTS]: inputRequired.listRoots() } }) };
}
