import { isJsonObject } from '../json.ts';
import type { Parsed } from './definitions.ts';
import {
	checkChoice,
	checkHeaders,
	checkHostPort,
	checkNamespace,
	checkPath,
	checkUrl,
	type OptionCheck,
} from './sink-options.ts';

/** A metrics backend and how it is reached. Paths are relative to the project root. */
export type SinkSettings =
	| { readonly kind: 'json-file'; readonly path: string }
	| { readonly kind: 'stderr' }
	| {
			readonly kind: 'otlp';
			/** Base URL: `/v1/metrics` and `/v1/traces` go behind it. */
			readonly endpoint: string;
			readonly headers?: Readonly<Record<string, string>>;
			readonly protocol?: 'http/protobuf' | 'http/json';
			readonly compression?: 'gzip' | 'none';
			readonly traces?: 'on' | 'off';
	  }
	| { readonly kind: 'prometheus'; readonly textfile?: string; readonly pushgateway?: string }
	| { readonly kind: 'statsd'; readonly endpoint: string; readonly tags?: 'dogstatsd' | 'none' }
	| { readonly kind: 'cloudwatch'; readonly namespace: string; readonly path?: string; readonly endpoint?: string };

export type SinkKind = SinkSettings['kind'];
export type SinkOf<Kind extends SinkKind> = Extract<SinkSettings, { readonly kind: Kind }>;

interface KindRule<Kind extends SinkKind> {
	readonly options: { readonly [Name in Exclude<keyof SinkOf<Kind>, 'kind'>]-?: OptionCheck };
	/** Of each group at least one option has to be given. */
	readonly needs: readonly (readonly Exclude<keyof SinkOf<Kind>, 'kind'>[])[];
}

/** Every kind of sink with its options. */
const RULES: { readonly [Kind in SinkKind]: KindRule<Kind> } = {
	'json-file': { options: { path: checkPath }, needs: [['path']] },
	stderr: { options: {}, needs: [] },
	otlp: {
		options: {
			endpoint: checkUrl,
			headers: checkHeaders,
			protocol: checkChoice('http/protobuf', 'http/json'),
			compression: checkChoice('gzip', 'none'),
			traces: checkChoice('on', 'off'),
		},
		needs: [['endpoint']],
	},
	prometheus: { options: { textfile: checkPath, pushgateway: checkUrl }, needs: [['textfile', 'pushgateway']] },
	statsd: { options: { endpoint: checkHostPort, tags: checkChoice('dogstatsd', 'none') }, needs: [['endpoint']] },
	cloudwatch: {
		options: { namespace: checkNamespace, path: checkPath, endpoint: checkHostPort },
		needs: [['namespace'], ['path', 'endpoint']],
	},
};

export const SINK_KINDS = Object.keys(RULES) as readonly SinkKind[];

const MAX_SINKS = 16;
const quote = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
const isKind = (value: unknown): value is SinkKind => (SINK_KINDS as readonly unknown[]).includes(value);

/** What is wrong with one sink, in words that name the value and what may stand there; undefined where nothing is. */
function sinkProblem(sink: unknown, requireHttps: boolean): string | undefined {
	if (!isJsonObject(sink)) return `${quote(sink)} is no sink; write {"kind": …}`;
	const { kind, ...given } = sink;
	if (!isKind(kind)) return `kind ${quote(kind)} must be one of: ${SINK_KINDS.join(', ')}`;
	const options: Readonly<Record<string, OptionCheck>> = RULES[kind].options;
	const names = Object.keys(options);
	for (const [name, value] of Object.entries(given)) {
		if (!names.includes(name)) {
			const choices = names.length === 0 ? 'it takes none' : `options are: ${names.join(', ')}`;
			return `${kind} has option ${quote(name)}; ${choices}`;
		}
		const problem = options[name]?.(value, requireHttps);
		if (problem !== undefined) return `${kind}: ${name} ${problem}`;
	}
	const missing = RULES[kind].needs.find((group) => group.every((name) => !Object.hasOwn(given, name)));
	return missing && `${kind} needs ${missing.join(' or ')}`;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Reads a list of sinks as JSON. Fails closed: one sink that is wrong, and there is none. */
export function parseSinks(
	text: string,
	{ requireHttps }: { readonly requireHttps: boolean },
): Parsed<readonly SinkSettings[]> {
	const list = parseJson(text);
	const problem = (message: string) => ({ kind: 'problem', message }) as const;
	if (!Array.isArray(list)) return problem('must be a JSON list of sinks: [{"kind": …}]');
	if (list.length > MAX_SINKS) return problem(`has ${list.length} sinks; ${MAX_SINKS} at most`);
	for (const [index, sink] of list.entries()) {
		const found = sinkProblem(sink, requireHttps);
		if (found !== undefined) return problem(`sink ${index + 1}: ${found}`);
	}
	return { kind: 'value', value: list as readonly SinkSettings[] };
}
