import type { Totals } from '../core/metrics/series.ts';
import type { Snapshot } from '../core/metrics/snapshot.ts';
import type { Projected } from '../core/privacy/project.ts';

/** What a sink is given of one finished run. It can be had by projecting only. */
export interface SinkBatch {
	readonly run: Projected<Snapshot>;
	/** All that went to sinks so far, this run included; undefined where the audience sees nothing of it. */
	readonly totals: Projected<Totals> | undefined;
}

/** Bytes that leave, and what they are called in `telemetry inspect`. */
export interface SinkMessage {
	/** `POST /v1/metrics`, `datagram`, `file`: never an address. */
	readonly form: string;
	readonly body: Uint8Array;
}

/** Milliseconds that are left for what a sink does now. */
export type Remaining = () => number;

/** A metrics backend. */
export interface Sink {
	/** The exact bytes of a batch, the same for the same batch. */
	render(batch: SinkBatch): readonly SinkMessage[] | Promise<readonly SinkMessage[]>;
	/** @throws SinkError, or the system's error, where the backend did not take them */
	deliver(messages: readonly SinkMessage[], remainingMs: Remaining): Promise<void>;
	/** Connects once, without data, and says what it saw. @throws as `deliver` */
	check(remainingMs: Remaining): Promise<string>;
}

/** What a backend, or the way to it, said no with: for its owner's eyes. */
export class SinkError extends Error {}

/** What sinks need of the world outside. */
export interface SinkTools {
	/** Paths of sinks are relative to it. */
	readonly root: string;
	/** This program and its version, as HTTP clients name themselves. */
	readonly userAgent: string;
	/** Undefined where nobody hears: in the background. */
	readonly printError: ((line: string) => void) | undefined;
}

const encoder = new TextEncoder();
export const toBytes = (text: string): Uint8Array => encoder.encode(text);
