import { availableParallelism, cpus } from 'node:os';

export const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${process.platform}, Node ${process.versions.node}`;
export const today = new Date().toISOString().slice(0, 10);
