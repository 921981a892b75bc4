import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { AUDIENCES, type Audience } from '../../../source/core/privacy/audience.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../../source/core/privacy/served-documents.ts';
import { digestOf } from '../../../source/failures/report/digest.ts';
import { totalRollup } from '../../../source/failures/report/evidence.ts';
import { reportFiles } from '../../../source/failures/report/files.ts';
import { renderAnnotations, renderJobSummary } from '../../../source/failures/report/github.ts';
import type { Report } from '../../../source/failures/report/report.ts';
import { fromShard, renderShard, SHARD_HASHES, toShard } from '../../../source/failures/report/shard.ts';
import { findLeaks } from '../../../source/failures/report/stop-rule.ts';
import { evidenceOf, NOW, reportOf, SURROUNDINGS, sourceOf, stackOf, toIso } from '../../support/report.ts';

const schemas = join(resolve(import.meta.dirname, '..', '..', '..'), 'docs', 'schemas');

function validator(name: string) {
	const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
	addFormats.default(ajv);
	return ajv.compile(JSON.parse(readFileSync(join(schemas, name), 'utf8')));
}

const ALL = { isHtml: true, hasIssues: true, pullRequest: 'murmur8 report --opt-in logs --now 2026-01-15' } as const;

const filesOf = (report: Report) =>
	new Map(reportFiles(report, ALL, toIso).map(({ name, text }) => [name, text] as const));

const SOURCES = [
	sourceOf(stackOf('TypeError: x is not a function', 'pay', 'main'), {
		jobId: '71',
		stage: 'alex',
		isMain: true,
		seenMs: NOW - 5_000,
	}),
	sourceOf(`${stackOf('Error: no', 'list')}\nok\n${stackOf('Error: 7 left', 'list', 'main')}`, { jobType: 'smoke' }),
];

/** The first source, with something put into what it holds of a failure, behind the sanitiser. */
function planted(change: { readonly sample?: string; readonly className?: string }) {
	const [{ rollup } = sourceOf('')] = SOURCES;
	const changed = new Map([...rollup].map(([key, totals]) => [key, { ...totals, ...change }]));
	return sourceOf('planted', {}, { rollup: changed });
}

describe('JSON', () => {
	const isReport = validator('error-aggregates.schema.json');
	const documentOf = (report: Report) =>
		JSON.parse(filesOf(report).get('error-aggregates-2026-01-15.json') ?? '') as Record<string, unknown>;

	test.each([
		['of nothing', reportOf([])],
		['of sources without a failure', reportOf([sourceOf('fine\n')])],
		['of failures', reportOf(SOURCES)],
		['compared with another', reportOf(SOURCES, { baseline: new Map([[`sha256-${'0'.repeat(64)}`, 'unit alex']]) })],
	])('%s is what the published schema says', (_what, report) => {
		expect(isReport(documentOf(report)), JSON.stringify(isReport.errors)).toBe(true);
	});

	test.each<[string, (document: Record<string, unknown>) => void]>([
		['a key that is not known', (document) => Object.assign(document, { more: 1 })],
		['a missing key', (document) => delete document['window']],
		['a total that is no number', (document) => Object.assign(document, { total_errors: '3' })],
	])('the schema refuses %s', (_what, change) => {
		const document = documentOf(reportOf(SOURCES));
		change(document);
		expect(isReport(document)).toBe(false);
	});

	test('of a shard is what its schema says', () => {
		const evidence = evidenceOf(SOURCES, { problems: [{ source: 'a.gz', reason: 'broken gzip' }] });
		const isShard = validator('report-rollup.schema.json');
		expect(isShard(toShard(evidence, totalRollup(evidence))), JSON.stringify(isShard.errors)).toBe(true);
	});

	test('says of a group how bad it is, whose, and what next', () => {
		const baseline = new Map([[`sha256-${'0'.repeat(64)}`, 'unit alex']]);
		const [group] = documentOf(reportOf(SOURCES, { baseline }))['groups'] as Record<string, unknown>[];
		expect(group).toMatchObject({
			count: 1,
			severity: 3.3,
			severity_parts: { count: 0.3, main: 2, gate: 0, rising: 1 },
			suggested_owner: '@acme/pay',
			churn: 'new',
			jobs: ['71'],
			stages: ['alex'],
			notes: expect.arrayContaining(['owner: module src/pay.js', 'main branch: 1 of 1']),
		});
	});
});

describe('churn', () => {
	const gone = `sha256-${'0'.repeat(64)}`;
	test.each([
		['jobs of its kind were read', 'unit alex', [gone]],
		['no job of its kind was read', 'visual', []],
		['one of its two kinds was read', 'unit alex\nvisual', []],
		['both of its kinds were read', 'smoke\nunit alex', [gone]],
	])('what is gone is resolved, or not, where %s', (_what, stage, resolved) => {
		expect(reportOf(SOURCES, { baseline: new Map([[gone, stage]]) }).resolved).toEqual(resolved);
	});

	test('a source that was not read to its end resolves nothing of its kind', () => {
		const broken = sourceOf('cut', { stage: 'alex' }, { isComplete: false });
		const { resolved } = reportOf([...SOURCES, broken], { baseline: new Map([[gone, 'unit alex']]) });
		expect(resolved).toEqual([]);
	});

	test('without a recorded report nothing is new', () => {
		const { groups, resolved } = reportOf(SOURCES);
		expect([resolved, ...groups.map(({ churn }) => churn)]).toEqual([undefined, undefined, undefined, undefined]);
	});
});

test('one commit that passed and failed makes a failure flaky', () => {
	const commit = 'c0ffee0'.padEnd(40, '0');
	const failed = sourceOf(stackOf('Error: no', 'list'), { commit });
	const flaky = (other: Parameters<typeof sourceOf>[1], isComplete = true) =>
		reportOf([failed, sourceOf('fine\n', other, { isComplete })]).groups.map(({ action }) => action.id);
	expect(flaky({ commit })).toEqual(['repeat-runs']);
	expect(flaky({ commit, jobType: 'visual' })).not.toEqual(['repeat-runs']);
	expect(flaky({ commit: 'd'.repeat(40) })).not.toEqual(['repeat-runs']);
	expect(flaky({ commit }, false)).not.toEqual(['repeat-runs']);
});

describe('texts of logs format nothing', () => {
	const hostile = 'Error: | `a` ``b`` <script>alert(1)</script> @acme/all [x](http://example.com) *b* # c & "q"';
	const files = filesOf(reportOf([sourceOf(stackOf(hostile, 'pay'), { jobId: '1|2' })]));

	test('in Markdown they are code', () => {
		const text = files.get('telemetry-report-2026-01-15.md') ?? '';
		const row = text.split('\n').find((line) => line.startsWith('| 1 |')) ?? '';
		expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
		for (const line of text.split('\n').filter((each) => each.includes('<script>') && !each.startsWith('Error'))) {
			expect(line).toMatch(/```[^`].*<script>.*```/);
		}
	});

	test('in HTML they are text, and there is no script at all', () => {
		const text = files.get('telemetry-report-2026-01-15.html') ?? '';
		expect(text).toContain('&lt;script&gt;');
		expect(text).not.toMatch(/<script|javascript:|<a |src=|href=/);
		expect(text).toContain(`default-src 'none'`);
	});

	test('in an issue its title is one line of YAML', () => {
		const [, text = ''] = [...files].find(([name]) => name.startsWith('issues/')) ?? [];
		const title = /^title: (.*)$/m.exec(text)?.[1] ?? '';
		expect(JSON.parse(title)).toContain('<script>');
		expect(text.split('\n').filter((line) => line === '---')).toHaveLength(2);
	});

	test('in a workflow command they end nothing', () => {
		const source = planted({ className: 'A::Error%0A, b\r\n::stop-commands::x' });
		const digest = project(
			digestOf(reportOf([source]), (file) => `${file}:1,title=x`),
			'on',
			SERVED_DOCUMENTS.digest,
		);
		const [line = ''] = renderAnnotations(digest);
		expect(line).not.toMatch(/[\r\n]/);
		expect(line).toMatch(/^::\w+ file=[^:,]*,title=[^:,]*::[^:]*$/);
	});
});

describe.each(AUDIENCES)('what a job is told at audience %s', (audience: Audience) => {
	const report = reportOf(SOURCES);
	const digest = project(digestOf(report, SURROUNDINGS.projectPath), audience, SERVED_DOCUMENTS.digest);
	const text = [...renderAnnotations(digest), renderJobSummary(digest)].join('\n');
	const seen: Readonly<Record<Audience, readonly string[]>> = {
		off: [],
		'user-only': ['user'],
		'operator-only': ['operator'],
		on: ['user', 'operator'],
	};
	const sees = seen[audience];

	test('its errors, if the user’s data may be seen; its owners and places, if the operator’s may be, too', () => {
		const isTold = sees.includes('user');
		expect(text.includes('TypeError')).toBe(isTold);
		expect(text.includes('Total sanitized errors: 3')).toBe(isTold);
		expect(text.includes('@acme/pay')).toBe(isTold && sees.includes('operator'));
		expect(text.includes('pay.js')).toBe(isTold && sees.includes('operator'));
	});

	test('never a text of a log', () => {
		expect(text).not.toMatch(/not a function|left/);
	});
});

describe('the STOP rule', () => {
	const value = ['ada.lovelace', 'example.com'].join('@');
	const files = reportFiles(reportOf([planted({ sample: `Error: mail ${value}` })]), ALL, toIso);
	const holding = files.filter(({ text }) => text.includes(value));

	test('looks at every kind of file that a sample comes into', () => {
		const kinds = holding.map(({ name }) => name.replace(/.*\./, '').concat(name.includes('/') ? ' in a folder' : ''));
		expect(kinds).toEqual(['json', 'md', 'html', 'md in a folder', 'md in a folder']);
	});

	test.each(holding.map((file) => [file.name, file] as const))(
		'finds it in %s, and does not repeat it',
		(_name, file) => {
			const leaks = findLeaks([file]);
			expect(leaks.map(({ rule }) => rule)).toEqual(['email']);
			expect(JSON.stringify(leaks)).not.toContain('ada');
		},
	);

	test('finds nothing in what is as it should be', () => {
		expect(findLeaks(reportFiles(reportOf(SOURCES), ALL, toIso))).toEqual([]);
	});

	test.each(['postgres://<user>:<pass>@host', 'pkg>=1.2.3.4 & "1.0.0.0"', 'git@github.com: Permission denied'])(
		'%s is none in any file, however it is escaped there',
		(text) => {
			const files = reportFiles(reportOf([planted({ sample: `Error: ${text}` })]), ALL, toIso);
			expect(findLeaks(files)).toEqual([]);
		},
	);
});

test.each(['pay.cjs', 'pay.py', 'pay.rs', 'Pay.java', 'pay.go', 'pay.tsx'])(
	'a call in %s does not look like an address in what a job is told',
	(file) => {
		const report = reportOf(SOURCES.slice(0, 1));
		const groups = report.groups.map((group) => ({ ...group, frames: [`pay@${file}`] }));
		const digest = project(digestOf({ ...report, groups }, SURROUNDINGS.projectPath), 'on', SERVED_DOCUMENTS.digest);
		const text = [...renderAnnotations(digest), renderJobSummary(digest)].join('\n');
		expect(text).toContain(`TypeError in pay (${file})`);
		expect(findLeaks([{ name: 'summary', text }])).toEqual([]);
	},
);

test.each(['pay@pay.py', '@scope/x@a@2x.cjs', 'a\t@b@c\td.rs', 'pay'])(
	'the call %j in a shard is no address, and comes back',
	(frame) => {
		const evidence = evidenceOf(SOURCES.slice(0, 1));
		const total = totalRollup(evidence);
		const document = toShard(
			{
				...evidence,
				sources: new Map(
					[...evidence.sources].map(([identity, source]) => [
						identity,
						{
							...source,
							rollup: new Map([...source.rollup].map(([print, group]) => [print, { ...group, frames: [frame] }])),
						},
					]),
				),
			},
			new Map([...total].map(([print, group]) => [print, { ...group, frames: [frame] }])),
		);
		expect(findLeaks([{ name: 'shard', text: renderShard(document), hashes: SHARD_HASHES }])).toEqual([]);
		const back = fromShard(document);
		expect(back && [...totalRollup(back).values()].map(({ frames }) => frames)).toEqual([[frame]]);
	},
);
