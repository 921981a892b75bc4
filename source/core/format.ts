/** `0:41`, `12:05`, `1:02:05`: how a stage strip and a table show time spent. */
export function formatDuration(ms: number): string {
	const seconds = Math.round(Math.max(0, ms) / 1000);
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const two = (value: number) => value.toString().padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const AGES: readonly (readonly [limitMs: number, unitMs: number, unit: string])[] = [
	[60_000, 1_000, 's'],
	[3_600_000, 60_000, 'min'],
	[86_400_000, 3_600_000, 'h'],
	[Number.POSITIVE_INFINITY, 86_400_000, 'd'],
];

/** `2 min ago`; times that lie ahead (another machine's clock) read as `just now`. */
export function formatAge(atMs: number, nowMs: number): string {
	const age = nowMs - atMs;
	if (age < 1_000) return 'just now';
	const [, unitMs, unit] = AGES.find(([limit]) => age < limit) ?? [0, 86_400_000, 'd'];
	return `${Math.floor(age / unitMs)} ${unit} ago`;
}

/** `18.2 kB`, in steps of 1000. */
export function formatBytes(bytes: number): string {
	if (bytes < 1_000) return `${bytes} B`;
	// What would round to 1000.0 kB is a megabyte.
	return bytes < 999_950 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
