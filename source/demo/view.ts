import { artifactText } from '../adapters/artifacts.ts';
import type { Paint } from '../adapters/terminal.ts';
import { formatBytes } from '../core/format.ts';
import { renderTable } from '../render/table.ts';
import type { ReceivedEvent } from './receiver.ts';

interface ShownStage {
	readonly name: string;
	readonly status: string;
	readonly durationMs: number;
	readonly tokens?: { readonly total: number };
	readonly cost?: number;
	readonly feedbackRating?: number;
}

const indent = (text: string) => text.replace(/^/gm, '     ');

function stageRows(event: ReceivedEvent): string {
	const stages = Object.values((event.body['stages'] ?? {}) as Record<string, ShownStage>);
	return renderTable(
		stages.map(({ name, status, durationMs, tokens, cost, feedbackRating }) => [
			name,
			status,
			`${durationMs} ms`,
			tokens ? `${tokens.total} tokens` : '',
			cost === undefined ? '' : `$${cost.toFixed(4)}`,
			feedbackRating === undefined ? '' : `rated ${feedbackRating}/5`,
		]),
	);
}

function artifactRows(event: ReceivedEvent, original: (name: string) => string): string {
	const artifacts = Object.entries((event.body['artifacts'] ?? {}) as Record<string, string>);
	return renderTable(
		artifacts.map(([name, data]) => {
			const text = artifactText(data);
			const isSame = text === original(name);
			return [
				name,
				`${formatBytes(data.length)} as sent`,
				`${formatBytes(Buffer.byteLength(text))} decoded`,
				isSame ? 'same as the file' : 'DIFFERS',
			];
		}),
	);
}

/** The event as it arrived, for a person's eye. @param original content of a feature's file, by name */
export function renderArrival(event: ReceivedEvent, original: (name: string) => string, paint: Paint): string {
	const { body, headers, sizeBytes } = event;
	const facts = [
		['POST', `201 Created, ${formatBytes(sizeBytes)}`],
		['Idempotency-Key', String(headers['idempotency-key'])],
		['runId', String(body['runId'])],
		['featureId', String(body['featureId'])],
		['slug, status', `${body['slug']}, ${body['status']}`],
		['took, cost', `${body['durationMs']} ms, $${body['totalCost']}`],
		['identity', body['identity'] ? 'sent' : 'withheld (audience user-only)'],
	];
	return [
		indent(renderTable(facts)),
		`   ${paint('dim', 'stages')}`,
		indent(stageRows(event)),
		`   ${paint('dim', 'artifacts')}`,
		indent(artifactRows(event, original)),
	].join('\n');
}
