import {
	type CallToolResult,
	type InputRequiredResult,
	McpServer,
	type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { nowMs } from '../adapters/clock.ts';
import type { Project } from '../adapters/paths.ts';
import { printableJson } from '../core/printable-json.ts';
import { AUDIENCES } from '../core/privacy/audience.ts';
import type { ProjectReader, ServedProject } from '../served/project-reader.ts';
import { seenReport } from './answers/failures.ts';
import { type Places, placeOfCall } from './places.ts';
import { Refusal } from './refusal.ts';
import { reportMarkdown } from './report-text.ts';
import { type Answer, TOOLS } from './tools.ts';

export interface ServerParts {
	readonly places: Places;
	readonly reader: ProjectReader;
	readonly version: string;
	/** This program and its version, as it names itself in events. */
	readonly recorder: string;
	/** For words that may tell what is withheld: they go to the user's own diagnostics. */
	readonly debug: (text: string) => void;
}

/** Documents are as wide as the audience; their fields are listed in docs/fields.md. */
const OUTPUT = z.looseObject({
	audience: z.enum(AUDIENCES).describe('who the answer is for: a setting of the project'),
});

const INSTRUCTIONS =
	'Reads what murmur8 recorded of AI coding pipelines in this project: runs, stages, cost, failures. Changes nothing.';

/** Words for the caller, whatever went wrong. */
function wordsOf(error: unknown, debug: ServerParts['debug']): string {
	if (error instanceof Refusal) return error.message;
	debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
	return 'murmur8 could not answer; MURMUR8_DEBUG=1 in the environment of the server shows why on its stderr';
}

function servedOf(reader: ProjectReader, project: Project): ServedProject {
	const reading = reader.read(project);
	if (reading.kind === 'withheld') throw new Refusal(reading.reason);
	return reading.served;
}

const toResult = (answer: Answer): CallToolResult => {
	const text = printableJson(answer);
	// As it was written: what is undefined is absent.
	return { content: [{ type: 'text', text }], structuredContent: JSON.parse(text) as Answer };
};

const toError = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function registerTools(server: McpServer, { places, reader, recorder, debug }: ServerParts): void {
	for (const { name, title, description, input, answer } of TOOLS) {
		const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
		const config = { title, description, inputSchema: input, outputSchema: OUTPUT, annotations };
		const call = (given: unknown, context: ServerContext): CallToolResult | InputRequiredResult => {
			try {
				const place = placeOfCall(server, context, places);
				if ('ask' in place) return place.ask;
				return toResult(answer(given, servedOf(reader, place.project), { nowMs: nowMs(), recorder }));
			} catch (error) {
				return toError(wordsOf(error, debug));
			}
		};
		server.registerTool(name, config, call);
	}
}

const REPORTS = [
	{ name: 'newest-report', uri: 'murmur8://report/newest.json', mimeType: 'application/json' },
	{ name: 'newest-report-text', uri: 'murmur8://report/newest.md', mimeType: 'text/markdown' },
] as const;

function registerReports(server: McpServer, { places, reader, debug }: ServerParts): void {
	for (const { name, uri, mimeType } of REPORTS) {
		const title = `Newest triage report (${mimeType})`;
		const description = 'Failures by fingerprint, without the texts of errors.';
		const contents = (text: string, type: string = mimeType) => ({ contents: [{ uri, mimeType: type, text }] });
		server.registerResource(name, uri, { title, description, mimeType }, (_uri, context) => {
			try {
				const place = placeOfCall(server, context, places);
				if ('ask' in place) return place.ask;
				const { audience, project } = servedOf(reader, place.project);
				const seen = seenReport(project.root, audience);
				if (seen.kind === 'none') return contents(seen.words, 'text/plain');
				const { report } = seen;
				return contents(mimeType === 'text/markdown' ? reportMarkdown(report) : printableJson({ audience, ...report }));
			} catch (error) {
				return contents(wordsOf(error, debug), 'text/plain');
			}
		});
	}
}

/** A client that is asked for its roots answers by itself, without a person. */
const ROUND_MS = 10_000;

/** The server of one connection: every tool and resource, over one project at a time. */
export function createServer(parts: ServerParts): McpServer {
	const about = { name: 'murmur8', title: 'murmur8', version: parts.version };
	const server = new McpServer(about, {
		capabilities: { tools: {}, resources: {} },
		instructions: INSTRUCTIONS,
		inputRequired: { maxRounds: 2, roundTimeoutMs: ROUND_MS },
	});
	registerTools(server, parts);
	registerReports(server, parts);
	return server;
}
