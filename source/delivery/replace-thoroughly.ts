import { replaceSecrets as replaceNamed } from '../failures/sanitise/replace-secrets.ts';
import { replaceSecrets as replaceKeyShaped, type SecretReplacement } from '../failures/secrets.ts';
import { addedCounts } from './clean-artifacts.ts';

/**
 * What looks like a key by itself, as when the run ended, then all that the sanitiser's engine takes for a secret.
 * Loading and building the engine costs as much as a whole `run finish`: who sends, or shows what would be sent, has the
 * time.
 */
export function replaceThoroughly(text: string): SecretReplacement {
	const keyShaped = replaceKeyShaped(text);
	const named = replaceNamed(keyShaped.text);
	return { text: named.text, counts: addedCounts(keyShaped.counts, named.counts) };
}
