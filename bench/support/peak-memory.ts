import { readFileSync, writeFileSync } from 'node:fs';

/** `VmHWM`; getrusage's figure would begin with the memory of the process that this one was started by. */
function peakBytes(): number {
	const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return Number(kibibytes) * 1_024;
}

/** Starts measuring anew from what the process holds now. @returns by how much its peak has risen since */
export function watchPeak(): () => number {
	// Linux: 5 makes the peak what is held now.
	writeFileSync('/proc/self/clear_refs', '5');
	const before = peakBytes();
	return () => peakBytes() - before;
}
