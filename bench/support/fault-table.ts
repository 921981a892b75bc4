import type { FaultCase } from '../../test/faults/http/case.ts';
import { CONNECT_LIMIT_MS, DEADLINE_MS, type Measured } from './measure-fault.ts';

/** What engineering.md section 5 allows. */
const MOST_OF_LIMIT = 1.05;
const MOST_GROWTH_BYTES = 16_000_000;
/** A process that is done may take so long to be gone. */
const MOST_LINGER_MS = 250;

/** What is over a limit is measured again: a fault of the client's shows every time, other work on the machine once. */
export const MOST_TRIES = 3;

export interface FaultRow {
	readonly fault: FaultCase;
	readonly measured: Measured | undefined;
	/** `null` where it was not asked, undefined where it had to be killed. */
	readonly reference: Measured | undefined | null;
	/** How often it was measured until it was within its limits, or given up. */
	readonly tries: number;
}

const limitOf = ({ expected }: FaultCase) =>
	(expected.abortedBy === 'connect limit' ? CONNECT_LIMIT_MS : DEADLINE_MS) * MOST_OF_LIMIT;

const megabytes = (bytes: number) => (Math.max(0, bytes) / 1e6).toFixed(1);

function classOf(measured: Measured | undefined): string {
	if (!measured || typeof measured.result === 'string') return measured ? String(measured.result) : '**hangs**';
	const { outcome } = measured.result;
	return outcome.statusCode === undefined ? outcome.kind : `${outcome.kind} ${outcome.statusCode}`;
}

/** What is wrong with a row, '' if nothing is. */
export function faultOf({ fault, measured }: FaultRow): string {
	if (!measured || typeof measured.result === 'string') return 'hangs';
	const isAsExpected = [fault.expected.kind].flat().includes(measured.result.outcome.kind);
	if (!isAsExpected) return `is ${measured.result.outcome.kind}`;
	if (measured.wallMs > limitOf(fault)) return 'late';
	if (measured.growthBytes > MOST_GROWTH_BYTES) return 'large';
	return measured.lingerMs > MOST_LINGER_MS ? 'lingers' : '';
}

function line(row: FaultRow): string {
	const { fault, measured, reference } = row;
	const cells = [
		fault.name.replaceAll('|', '\\|'),
		classOf(measured),
		measured?.wallMs.toFixed(0) ?? '',
		megabytes(measured?.growthBytes ?? 0),
		reference === null
			? ''
			: reference
				? `${classOf(reference)}, ${reference.wallMs.toFixed(0)} ms, ${megabytes(reference.growthBytes)} MB`
				: '**hangs**',
		faultOf(row) === '' ? 'yes' : `**${faultOf(row)}**`,
	];
	return `| ${cells.join(' | ')} |`;
}

const most = (rows: readonly FaultRow[], of: (measured: Measured) => number) =>
	Math.max(0, ...rows.flatMap(({ measured }) => (measured ? [of(measured)] : [])));

function summary(rows: readonly FaultRow[]): readonly string[] {
	const aborted = rows.filter(({ fault }) => fault.expected.abortedBy === 'deadline');
	const unconnected = rows.filter(({ fault }) => fault.expected.abortedBy === 'connect limit');
	const compared = rows.filter(({ reference }) => reference !== null);
	const hung = compared.filter(({ reference }) => reference === undefined);
	const growth = Math.max(0, ...compared.map(({ reference }) => reference?.growthBytes ?? 0));
	const bad = rows.filter((row) => faultOf(row) !== '');
	const again = rows.filter(({ tries }) => tries > 1);
	return [
		`- ${rows.length} cases, ${rows.length - bad.length} within their limits${bad.length > 0 ? `; not: ${bad.map(({ fault }) => fault.name).join(', ')}` : ''}; ${again.length} only when measured again (${MOST_TRIES} times at most).`,
		`- ${aborted.length} end by the deadline of ${DEADLINE_MS} ms: the latest after ${most(aborted, ({ wallMs }) => wallMs).toFixed(0)} ms. ${unconnected.length} by the limit to connect of ${CONNECT_LIMIT_MS} ms: the latest after ${most(unconnected, ({ wallMs }) => wallMs).toFixed(0)} ms.`,
		`- Memory at its peak grew by ${megabytes(most(rows, ({ growthBytes }) => growthBytes))} MB at most. No process was there for more than ${most(rows, ({ lingerMs }) => lingerMs).toFixed(0)} ms after its work.`,
		`- Plain fetch with an idle timer, asked in ${compared.length} of them: ${hung.length} hang, memory grew by up to ${megabytes(growth)} MB where it did not.`,
	];
}

/** The text between the marks of docs/reliability.md. */
export function renderFaults(groups: ReadonlyMap<string, readonly FaultRow[]>, circumstances: string): string {
	const sections = [...groups].flatMap(([name, rows]) => [
		'',
		`### ${name[0]?.toUpperCase()}${name.slice(1)}`,
		'',
		'| The receiver or proxy | class | wall ms | memory + MB | plain fetch | within |',
		'|---|---|---|---|---|---|',
		...rows.map(line),
	]);
	return [circumstances, '', ...summary([...groups.values()].flat()), ...sections].join('\n');
}
