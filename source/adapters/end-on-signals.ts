/** What a shell makes of a signal: 128 and its number. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process on a signal, but between two steps of its work, never within one: what is done in one go is done
 * whole or not at all.
 */
export function endOnSignals(): void {
	for (const [signal, exitCode] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(exitCode));
}
