import * as z from 'zod';
import { reportDocument } from '../source/failures/report/document.ts';
import { shardDocument } from '../source/failures/report/shard-document.ts';

const DOCUMENTS = [
	['error-aggregates.schema.json', 'Telemetry error aggregates: what `murmur8 report` writes', reportDocument],
	['report-rollup.schema.json', 'Evidence of one shard: what `murmur8 report --shard` writes', shardDocument],
] as const;

/** The published JSON Schemas (draft 2020-12), from what the program itself reads by; file name → text. */
export const renderSchemas = (): readonly (readonly [name: string, text: string])[] =>
	DOCUMENTS.map(([name, title, document]) => {
		const { $schema, ...schema } = z.toJSONSchema(document);
		return [name, `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`];
	});
