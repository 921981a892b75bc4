import { childProcess } from '../adapters/builtin.ts';
import type { Environment } from '../adapters/environment.ts';
import type { Project } from '../adapters/paths.ts';
import { BACKGROUND_VERB, selfCommand } from '../adapters/runtime.ts';
import type { SenderSettings, SinkOrder } from '../core/settings/delivery-mode.ts';
import { helperEnvironment } from './helper-environment.ts';

/** Everything the background process works with: it resolves no settings and reads no `.env` itself. */
export interface BackgroundOrder {
	readonly project: Project;
	/** Path of the published queue; undefined where it must not be touched. */
	readonly queueSetting: string | undefined;
	/** Undefined where nothing may be sent; then it only publishes. */
	readonly sender: SenderSettings | undefined;
	/** Undefined where no sink may get anything. */
	readonly sinks: SinkOrder | undefined;
	readonly userAgent: string;
}

/**
 * Starts the process that publishes and delivers, and lets go of it. The order, with the key in it, goes over stdin:
 * arguments and environment can be read by every process of the user. It works in the project, so that it keeps no
 * other folder busy.
 */
export function startBackground(order: BackgroundOrder, environment: Environment): void {
	const { file, args } = selfCommand();
	const child = childProcess().spawn(file, [...args, BACKGROUND_VERB], {
		cwd: order.project.dataRoot,
		env: helperEnvironment(environment),
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
		windowsHide: true,
	});
	// A start that fails leaves the events in the outbox; the next run start tries again.
	child.on('error', () => {});
	// For want of descriptors there is no pipe either, whatever the types say.
	child.stdin?.on('error', () => {});
	child.stdin?.end(JSON.stringify(order));
	child.unref();
}
