import { plural } from '../../core/plural.ts';
import { ownerText } from './json.ts';
import { codeBlock, codeSpan } from './markdown-text.ts';
import type { Report, ReportedGroup } from './report.ts';
import { severityText, shortPrint } from './sentences.ts';
import type { OutputFile } from './stop-rule.ts';

const MOST_ISSUES = 20;

type ToIso = (ms: number) => string;

/** A text in double quotes is the same in YAML and JSON. */
const quoted = (text: string): string => JSON.stringify(text);

const assignees = ({ owner }: ReportedGroup): readonly string[] =>
	// A team can't be assigned, and a hash is nobody's handle.
	owner.names.flatMap((name) => (/^@[^/]+$/.test(name) ? [name.slice(1)] : []));

function issueText(group: ReportedGroup, toIso: ToIso): string {
	const { action, bucket, churn, isFlaky, related } = group;
	const labels = [
		'telemetry',
		`severity:${bucket}`,
		...(churn === 'new' ? ['new'] : []),
		...(isFlaky ? ['flaky'] : []),
	];
	return [
		'---',
		`title: ${quoted(`[${shortPrint(group.fingerprint)}] ${group.title}`)}`,
		`labels: ${JSON.stringify(labels)}`,
		`assignees: ${JSON.stringify(assignees(group))}`,
		'---',
		'',
		'## What happened',
		'',
		codeBlock(group.sample),
		'',
		'## How bad',
		'',
		`- severity ${severityText(group.severity)} (${bucket}), ${plural(group.count, 'occurrence')}`,
		`- first seen ${toIso(group.firstSeenMs)}, last ${toIso(group.lastSeenMs)}`,
		`- main branch ${group.branches.main}, others ${group.branches.other}`,
		`- jobs of kind ${group.jobTypes.join(', ')}`,
		'',
		'## Whose',
		'',
		`${codeSpan(ownerText(group.owner))} (${codeSpan(group.owner.reason)})`,
		'',
		'## What next',
		'',
		`- [ ] ${action.title} (${action.urgency}): ${action.reason}`,
		...(related.length > 0
			? [`- [ ] Look at related failures: ${related.map((print) => codeSpan(shortPrint(print))).join(', ')}`]
			: []),
		'',
		`Fingerprint: ${codeSpan(group.fingerprint)}`,
		'',
	].join('\n');
}

/** Templates for the worst failures, a file each. Nothing is filed anywhere: that is for people to decide. */
export const renderIssues = ({ groups }: Report, toIso: ToIso): readonly OutputFile[] =>
	groups.slice(0, MOST_ISSUES).map((group) => ({
		name: `issues/${shortPrint(group.fingerprint)}.md`,
		text: issueText(group, toIso),
	}));
