import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JOB_TYPES, type LogContext } from '../../../source/failures/groups/occurrence.ts';
import {
	type Evidence,
	mergeEvidence,
	type ReadSource,
	totalRollup,
} from '../../../source/failures/report/evidence.ts';
import { reportFiles } from '../../../source/failures/report/files.ts';
import { buildReport } from '../../../source/failures/report/report.ts';
import { fromShard, renderShard, toShard } from '../../../source/failures/report/shard.ts';
import { readShard } from '../../../source/failures/report/shard-document.ts';
import { evidenceOf, NOW, SURROUNDINGS, sourceOf, stackOf, toIso } from '../../support/report.ts';

const DAY_MS = 86_400_000;
const LOGS = ['Error: no', 'TypeError: x is not a function', 'Error: 7 of 9 items', 'RangeError: far'].flatMap(
	(header) => [stackOf(header, 'pay', 'main'), stackOf(header, 'list', 'main'), stackOf(header)],
);

const context: fc.Arbitrary<Partial<LogContext>> = fc.record(
	{
		seenMs: fc.integer({ min: 0, max: 40 }).map((days) => NOW - days * DAY_MS - 5),
		jobType: fc.constantFrom(...JOB_TYPES),
		stage: fc.constantFrom('alex', 'cass'),
		jobId: fc.integer({ min: 1, max: 30 }).map(String),
		isMain: fc.boolean(),
		commit: fc.constantFrom('a'.repeat(40), 'b'.repeat(40)),
	},
	{ requiredKeys: ['seenMs', 'jobType'] },
);

const source: fc.Arbitrary<ReadSource> = fc
	.tuple(fc.array(fc.constantFrom(...LOGS), { maxLength: 4 }), context, fc.boolean(), fc.nat(9))
	.map(([logs, of, isComplete, replaced]) =>
		sourceOf(logs.join('\nok\n'), of, { isComplete, replaced: replaced === 0 ? {} : { email: replaced } }),
	);

const problem = fc.record({ source: fc.constantFrom('a.log', 'b.xml'), reason: fc.constantFrom('is binary', 'grew') });

const bytesOf = (evidence: Evidence): readonly string[] =>
	reportFiles(
		buildReport(evidence, { ...SURROUNDINGS, baseline: new Map([['sha256-gone', 'unit']]) }),
		{ isHtml: true, hasIssues: true, pullRequest: 'murmur8 report' },
		toIso,
	).map(({ name, text }) => `${name}\n${text}`);

/** What another runner wrote, read again. */
function throughFile(evidence: Evidence): Evidence {
	const reading = readShard(renderShard(toShard(evidence, totalRollup(evidence))));
	if (reading.kind === 'problem') throw new Error(reading.reason);
	const read = fromShard(reading.document);
	if (!read) throw new Error('no evidence');
	return read;
}

test('shards, in any order and with sources that several of them read, give the bytes of the whole', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(source, fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 })), {
				maxLength: 14,
			}),
			fc.array(problem, { maxLength: 3 }),
			fc.integer({ min: -20, max: 20 }),
			(placed, problems, order) => {
				const all = placed.map(([each]) => each);
				const whole = mergeEvidence([...all.map((each) => evidenceOf([each])), evidenceOf([], { problems })]);
				const shards = Array.from({ length: 8 }, (_, shard) =>
					throughFile(
						mergeEvidence([
							...placed.filter(([, shards]) => shards.includes(shard)).map(([each]) => evidenceOf([each])),
							evidenceOf([], { problems: shard === 3 ? problems : [] }),
						]),
					),
				);
				const turned = shards.toSorted((_one, _other) => order);
				expect(bytesOf(mergeEvidence(turned))).toEqual(bytesOf(whole));
			},
		),
		{ numRuns: 60 },
	);
});

test('two readings of one content are one source, whichever comes first', () => {
	const one = sourceOf(LOGS[0] ?? '', { seenMs: NOW - DAY_MS, jobId: '7' }, { identity: 'a'.repeat(64) });
	const other = sourceOf(LOGS[0] ?? '', { seenMs: NOW, jobId: '8' }, { identity: 'a'.repeat(64) });
	const merged = mergeEvidence([evidenceOf([other]), evidenceOf([one])]);
	expect(merged).toEqual(mergeEvidence([evidenceOf([one]), evidenceOf([other])]));
	expect([...totalRollup(merged).values()].map(({ count, firstSeenMs }) => [count, firstSeenMs])).toEqual([
		[1, NOW - DAY_MS],
	]);
});
