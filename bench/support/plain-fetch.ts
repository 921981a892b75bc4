import type { SendRequest } from '../../source/delivery/send.ts';

/** The reference: what one writes without thinking of hostile servers. The timer starts again with each piece. */
export async function plainFetch({ url, body, key, runId, deadlineMs }: SendRequest): Promise<string> {
	const controller = new AbortController();
	const arm = () => setTimeout(() => controller.abort(), deadlineMs);
	let timer = arm();
	try {
		const response = await fetch(url, {
			method: 'POST',
			body: body as unknown as Uint8Array<ArrayBuffer>,
			headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': runId },
			signal: controller.signal,
		});
		const chunks: Uint8Array[] = [];
		for await (const chunk of response.body ?? []) {
			clearTimeout(timer);
			timer = arm();
			chunks.push(chunk);
		}
		return `HTTP ${response.status}`;
	} catch {
		return controller.signal.aborted ? 'aborted' : 'failed';
	} finally {
		clearTimeout(timer);
	}
}
