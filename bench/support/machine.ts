import { availableParallelism, cpus } from 'node:os';

/** Date, machine and runtime, as they stand above each table. */
export function describeMachine(): string {
	const model = cpus()[0]?.model.trim() ?? 'unknown';
	const date = new Date().toISOString().slice(0, 10);
	return `${date}, ${availableParallelism()} × ${model}, ${process.platform}, Node ${process.versions.node}`;
}
