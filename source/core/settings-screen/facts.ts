import type { Audience } from '../privacy/audience.ts';
import type { Draft } from './draft.ts';
import type { SettingRow } from './rows.ts';
import type { SentPreview } from './sent.ts';

/** An event that was not delivered. */
export interface QueueRow {
	readonly runId: string;
	readonly slug: string;
	readonly state: 'waiting' | 'rejected';
	/** Since when it waits, or when it was given up. Unix milliseconds. */
	readonly sinceMs: number;
	readonly attempts: number;
	/** What the last attempt came to, or why it was rejected. */
	readonly words: string;
}

/** What an attempt to deliver came to. */
export interface ResultRow {
	readonly isGood: boolean;
	readonly words: string;
	readonly atMs: number;
}

/** All that the settings screen shows, read once and whole. */
export interface ConfigFacts {
	/** What they were read with. */
	readonly draft: Draft;
	readonly projectName: string;
	readonly audience: Audience;
	readonly isActive: boolean;
	/** Why nothing would be sent, what waits for trust, what is not encrypted. */
	readonly remarks: readonly string[];
	readonly rows: readonly SettingRow[];
	readonly queue: readonly QueueRow[];
	readonly results: readonly ResultRow[];
	/** Host that events go to. */
	readonly host: string | undefined;
	readonly wire: string;
	/** What would leave of the event that is sent next, else of the newest run; empty where there is none. */
	readonly previews: readonly SentPreview[];
}
