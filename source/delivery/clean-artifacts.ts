import { type ArtifactFile, artifactBytes, compressArtifact, frameArtifact } from '../adapters/artifacts.ts';
import type { Artifact } from '../core/payload/envelope.ts';
import type { FlatTexts } from '../core/payload/flat.ts';
import { toStorableText } from '../core/text.ts';
import type { SecretReplacement } from '../failures/secrets.ts';

/** Rule of failures.md section 2 → how many secrets it found. */
export type ReplacedSecrets = Readonly<Record<string, number>>;

/** `replaceSecrets`, or the whole engine of who has the time for it. */
export type Replace = (text: string) => SecretReplacement;

export interface CleanArtifacts {
	readonly artifacts: readonly Artifact[];
	readonly replaced: ReplacedSecrets;
}

/**
 * Bytes without their secrets: the very same where there is none. What is no UTF-8 is read as Latin-1, which every
 * byte survives; secrets are ASCII in both.
 */
function cleanBytes(bytes: Uint8Array, replace: Replace) {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const utf8 = buffer.toString('utf8');
	const encoding = Buffer.from(utf8, 'utf8').equals(buffer) ? 'utf8' : 'latin1';
	const { text, counts } = replace(encoding === 'utf8' ? utf8 : buffer.toString('latin1'));
	const isClean = Object.keys(counts).length === 0;
	return { bytes: isClean ? bytes : Buffer.from(text, encoding), replaced: counts };
}

export function addedCounts(one: ReplacedSecrets, other: ReplacedSecrets): ReplacedSecrets {
	const sum: Record<string, number> = { ...one };
	for (const [rule, count] of Object.entries(other)) sum[rule] = (sum[rule] ?? 0) + count;
	return sum;
}

/** All artifacts of an event together; less than this, compressing saves less than loading zlib costs the run. */
const WORTH_COMPRESSING = 32 * 1024;

/** Files of a feature as they may leave: secrets replaced, then compressed, where that is worth it. */
export function packArtifacts(files: readonly ArtifactFile[], replace: Replace): CleanArtifacts {
	const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
	const encode = size < WORTH_COMPRESSING ? frameArtifact : compressArtifact;
	const artifacts: Artifact[] = [];
	let replaced: ReplacedSecrets = {};
	for (const { name, bytes } of files) {
		const clean = cleanBytes(bytes, replace);
		const text = Buffer.from(clean.bytes).toString('utf8');
		artifacts.push({ name, gzipBase64: encode(clean.bytes), text });
		replaced = addedCounts(replaced, clean.replaced);
	}
	return { artifacts, replaced };
}

export interface RepackedArtifacts {
	readonly artifacts: Readonly<Record<string, unknown>>;
	/** What can be shown as text of them. */
	readonly texts: FlatTexts;
	/** Empty where they are what they were. */
	readonly replaced: ReplacedSecrets;
}

function unpacked(data: string): Uint8Array | undefined {
	try {
		return artifactBytes(data);
	} catch {
		return undefined;
	}
}

/**
 * The artifacts of an event that somebody else may have packed: unpacked, cleaned, and packed again where that changed
 * them. One that is no gzip is cleaned as it is and has no text; one that is no string is the projection's to judge.
 */
export function repackArtifacts(given: Readonly<Record<string, unknown>>, replace: Replace): RepackedArtifacts {
	const texts = new Map<string, string>();
	let replacedSecrets: ReplacedSecrets = {};
	const repacked = (name: string, data: unknown): unknown => {
		if (typeof data !== 'string') return data;
		const packed = unpacked(data);
		if (!packed) {
			const { text, counts } = replace(data);
			replacedSecrets = addedCounts(replacedSecrets, counts);
			return text;
		}
		const { bytes, replaced } = cleanBytes(packed, replace);
		replacedSecrets = addedCounts(replacedSecrets, replaced);
		texts.set(name, toStorableText(Buffer.from(bytes).toString('utf8')));
		return bytes === packed ? data : compressArtifact(bytes);
	};
	const artifacts = Object.fromEntries(Object.entries(given).map(([name, data]) => [name, repacked(name, data)]));
	return { artifacts, texts, replaced: replacedSecrets };
}
