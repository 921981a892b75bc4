/** The steps of a murmur8 pipeline, in the order they run. */
export const CANONICAL_STAGES = ['alex', 'cass', 'nigel-spec', 'nigel-tests', 'codey-plan', 'codey-implement'] as const;

/**
 * Names that usage events of older pipelines carry. An alias only applies where the run itself has no stage of that
 * very name: histories written with a `nigel` stage keep it.
 */
const USAGE_ALIASES: ReadonlyMap<string, string> = new Map([
	['nigel', 'nigel-tests'],
	['codey', 'codey-implement'],
]);

/**
 * The stage of a run that a usage event means.
 * @param name the event's stage name, any case
 * @param known names of the stages the run has
 */
export function resolveStageName(name: string, known: ReadonlySet<string>): string {
	const key = name.trim().toLowerCase();
	if (known.has(key)) return key;
	return USAGE_ALIASES.get(key) ?? key;
}
