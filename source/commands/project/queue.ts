import { join } from 'node:path';
import { readSettingsText } from '../../adapters/files.ts';
import { claudeFile } from '../../adapters/paths.ts';
import { type PipelineQueue, readPipelineQueue } from '../../core/pipeline-queue.ts';
import { printableJson } from '../../core/printable-json.ts';
import { renderPipelineQueue } from '../../render/pipeline-queue.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';

const QUEUE_FILE = 'implement-queue.json';

function parse(text: string): PipelineQueue | undefined {
	try {
		return readPipelineQueue(JSON.parse(text));
	} catch {
		return undefined;
	}
}

/** `queue`: the npm package owns the file, so it is only read; where there is none, the queue is empty. */
export const queue: Handler = ({ flags }, context) => {
	const path = claudeFile(findProject(context), QUEUE_FILE);
	const file = readSettingsText(path);
	const found = file.kind === 'text' ? parse(file.text) : readPipelineQueue({});
	if (file.kind === 'unreadable' || !found) {
		throw new UserError(
			`${join('.claude', QUEUE_FILE)} can't be read as a pipeline queue`,
			`Look at it: ${path}. The npm package writes it anew when it is not there.`,
			1,
		);
	}
	context.print(flags['json'] ? printableJson(found) : renderPipelineQueue(found));
	return 0;
};
