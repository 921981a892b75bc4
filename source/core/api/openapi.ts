import { REFUSAL } from './answers.ts';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { PARAMETERS } from './parameters.ts';
import type { Schema } from './schema.ts';

export const EVENTS_PATH = '/api/v1/events';
export const OPENAPI_PATH = '/api/v1/openapi.json';
export const METRICS_PATH = '/metrics';

const json = (schema: Schema) => ({ 'application/json': { schema } });

const REFUSALS: Readonly<Record<string, string>> = {
	'400': 'a parameter is unknown, given twice, or has a value that is none of the choices',
	'401': 'the bearer token is missing or another one',
	'403': 'the request comes from another site',
	'405': 'only GET and HEAD are answered',
	'421': 'the request names another host',
	'503': 'the database can’t be read right now; Retry-After says when to come again',
};

const NOT_FOUND = { '404': 'there is no such run' };

const refusals = (more: Readonly<Record<string, string>> = {}) =>
	Object.fromEntries(
		Object.entries({ ...REFUSALS, ...more }).map(([code, description]) => [
			code,
			{ description, content: json(REFUSAL) },
		]),
	);

const inPath = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

function operationOf({ path, summary, parameters, answer }: Endpoint): object {
	const fromPath = inPath(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
	const fromQuery = parameters.map((name) => ({ name, in: 'query', required: false, schema: PARAMETERS[name] }));
	return {
		summary,
		parameters: [...fromPath, ...fromQuery],
		responses: {
			'200': { description: summary, content: json(answer) },
			...refusals(fromPath.length > 0 ? NOT_FOUND : {}),
		},
	};
}

const plain = (summary: string, type: string, schema: Schema) => ({
	get: { summary, responses: { '200': { description: summary, content: { [type]: { schema } } }, ...refusals() } },
});

/** The description of the API, made of the table that it is served by. */
export function openApiDocument(): object {
	const endpoints = ENDPOINTS.map((endpoint) => [
		endpoint.path.replaceAll(/:(\w+)/g, '{$1}'),
		{ get: operationOf(endpoint) },
	]);
	return {
		openapi: '3.1.0',
		info: {
			title: 'murmur8',
			version: '1',
			description:
				'Runs of AI coding pipelines, as the audience that is configured may see them. Nothing can be changed.',
		},
		paths: {
			...Object.fromEntries(endpoints),
			[METRICS_PATH]: plain('sums in the text format of Prometheus', 'text/plain', { type: 'string' }),
			[EVENTS_PATH]: plain(
				'server-sent events `run`, `change` and `reset`; goes on behind Last-Event-ID',
				'text/event-stream',
				{ type: 'string' },
			),
			[OPENAPI_PATH]: plain('this document', 'application/json', { type: 'object' }),
		},
		components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
		security: [{}, { token: [] }],
	};
}
