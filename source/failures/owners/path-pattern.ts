import { parseSegment, type Segment } from './glob.ts';

/** A pattern of CODEOWNERS, by segments. */
export interface PathPattern {
	/** `deep` stands for any number of folders, none included. */
	readonly segments: readonly (Segment | 'deep')[];
	/** Whether it matches the path itself that the segments lead to. */
	readonly isExact: boolean;
	/** Whether it matches what lies below of that. */
	readonly isBelow: boolean;
}

const NOTHING: PathPattern = { segments: [], isExact: false, isBelow: false };

/**
 * GitHub's rules: a slash at the beginning or inside holds the pattern to the root; without one it matches at any depth.
 * A slash at the end asks for a folder. A folder stands for all in it, but `folder/*` only for the files right there.
 */
export function parsePattern(pattern: string): PathPattern {
	const isFolder = pattern.endsWith('/');
	const inner = pattern.slice(pattern.startsWith('/') ? 1 : 0, isFolder ? -1 : undefined);
	if (inner === '' || inner === '/') return NOTHING;
	const isAnchored = pattern.startsWith('/') || inner.includes('/');
	const raw = inner.split('/');
	const isLone = isAnchored && raw.at(-1) === '*';
	const isAllBelow = raw.at(-1) === '**';
	const parts = raw.slice(0, raw.findLastIndex((part) => part !== '**') + 1);
	const segments: (Segment | 'deep')[] = isAnchored || isAllBelow ? [] : ['deep'];
	for (const part of parts) {
		if (part !== '**') segments.push(parseSegment(part));
		else if (segments.at(-1) !== 'deep') segments.push('deep');
	}
	return { segments, isExact: !isFolder && !isAllBelow, isBelow: isAllBelow || isFolder || !isLone };
}
