import type { SettingName } from '../../../core/settings/definitions.ts';
import { type Draft, NO_DRAFT } from '../../../core/settings-screen/draft.ts';
import type { ConfigFacts, QueueRow } from '../../../core/settings-screen/facts.ts';
import type { SettingRow } from '../../../core/settings-screen/rows.ts';
import type { Size } from '../../screen.ts';
import type { TextFieldState } from '../../widgets/text-field/state.ts';
import { LIST_START, type ListState } from '../../widgets/virtual-list/state.ts';

/** Something to read that is longer than the screen. */
export interface Reading {
	readonly title: string;
	readonly lines: readonly string[];
	/** First line on screen. */
	readonly top: number;
}

/** What is going on besides the list of settings. */
export type ConfigMode =
	| { readonly kind: 'list' }
	| { readonly kind: 'edit'; readonly name: SettingName; readonly field: TextFieldState }
	| {
			readonly kind: 'question';
			readonly title: string;
			readonly lines: readonly string[];
			readonly next: ConfigIntent | 'quit';
	  }
	| { readonly kind: 'text'; readonly reading: Reading };

/** What the screen asks of the world. */
export type ConfigIntent =
	/** The facts as they would be with these changes. */
	| { readonly kind: 'read'; readonly draft: Draft }
	| { readonly kind: 'save'; readonly draft: Draft }
	| { readonly kind: 'test'; readonly draft: Draft }
	/** Lets what the project’s file says hold on this machine. */
	| { readonly kind: 'trust' }
	| { readonly kind: 'retry' | 'drop' | 'show'; readonly runId: string };

/** What the world answers. */
export type ConfigEvent =
	| { readonly kind: 'facts'; readonly facts: ConfigFacts }
	/** `inert`: what was saved and does nothing until the project is trusted. */
	| { readonly kind: 'saved'; readonly notes: readonly string[]; readonly inert: readonly string[] }
	| { readonly kind: 'tested'; readonly isGood: boolean; readonly words: string }
	| { readonly kind: 'event'; readonly title: string; readonly lines: readonly string[] }
	| { readonly kind: 'done'; readonly words: string }
	| { readonly kind: 'failed'; readonly words: string };

export interface ConfigState {
	readonly facts: ConfigFacts;
	readonly draft: Draft;
	/** Over the settings, then the events. */
	readonly list: ListState;
	readonly mode: ConfigMode;
	/** What the world is at, in a word. */
	readonly busy: string | undefined;
	/** What the last test came to. */
	readonly tested: { readonly isGood: boolean; readonly words: string; readonly atMs: number } | undefined;
	readonly size: Size;
	readonly hasSaved: boolean;
	/** Save was asked for before the world had said what it thinks of the draft. */
	readonly isSaveWanted: boolean;
}

export type Focus =
	| { readonly kind: 'setting'; readonly row: SettingRow }
	| { readonly kind: 'event'; readonly row: QueueRow };

const UNKNOWN_SIZE: Size = { columns: 80, rows: 24 };

/** The size comes with the first input of every screen. */
export function startConfig(facts: ConfigFacts, size = UNKNOWN_SIZE): ConfigState {
	const mode = { kind: 'list' } as const;
	const idle = { mode, busy: undefined, tested: undefined, hasSaved: false, isSaveWanted: false };
	return { facts, draft: NO_DRAFT, list: LIST_START, size, ...idle };
}

export const focusCount = ({ facts }: ConfigState): number => facts.rows.length + facts.queue.length;

/** What the pointer stands on; there are always settings. */
export function focusOf({ facts, list }: ConfigState): Focus | undefined {
	const row = facts.rows[list.selected];
	if (row) return { kind: 'setting', row };
	const event = facts.queue[list.selected - facts.rows.length];
	return event && { kind: 'event', row: event };
}
