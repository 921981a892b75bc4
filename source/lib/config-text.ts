import { deliveryMode } from '../core/settings/delivery-mode.ts';
import { telemetryLines } from '../core/telemetry-text.ts';
import type { TelemetryConfig } from './config.ts';
import { countQueue } from './queue-file.ts';
import { resolveConfig } from './resolve-config.ts';

/**
 * The config as four lines: status, URL, masked key, number of queued events. `active` means that an event would be
 * sent now; a URL or key that can't be used is as good as none.
 * @param queuePath file whose entries are counted; 0 where it is missing or can't be read
 */
export function formatTelemetryConfig(config: TelemetryConfig, queuePath: string): string {
	const settings = resolveConfig(config);
	const { url, key } = settings.values;
	const isActive = deliveryMode(settings).kind === 'active';
	return telemetryLines({ isActive, url: url?.url, key, queueDepth: countQueue(queuePath) }).join('\n');
}
