/** `1h 2m 3s`, `12m 5s`, `41s`: begun seconds do not count, as in the npm package. */
export function formatTimeSpent(ms: number): string {
	const seconds = Math.floor(Math.max(0, ms) / 1000);
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	if (hours > 0) return `${hours}h ${minutes}m ${rest}s`;
	return minutes > 0 ? `${minutes}m ${rest}s` : `${rest}s`;
}
