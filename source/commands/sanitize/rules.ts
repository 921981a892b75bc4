import { printableJson } from '../../core/printable-json.ts';
import { KINDS } from '../../failures/sanitise/kinds.ts';
import type { Rule } from '../../failures/sanitise/rule.ts';
import { renderTable } from '../../render/table.ts';

interface Listed {
	readonly name: string;
	readonly placeholder: string;
	readonly triggers: readonly string[];
	/** A shape, examples, or nothing: a rule of the user's. */
	readonly finds: string;
}

/** Rows of one name are one rule for people. */
function listed(rules: readonly Rule[]): readonly Listed[] {
	return rules.map((rule) => ({
		name: rule.name,
		placeholder: `<${KINDS[rule.kind].placeholder}>`,
		triggers: rule.triggers,
		finds: 'shape' in rule ? rule.shape : 'examples' in rule ? (rule.examples[0] ?? '') : '',
	}));
}

const SHORT = 70;
const shorten = (text: string): string =>
	(text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text).replaceAll('\n', '\\n');

export function renderRules(rules: readonly Rule[], isJson: boolean): string {
	const rows = listed(rules);
	if (isJson) return printableJson(rows);
	return renderTable([
		['rule', 'becomes', 'finds'],
		...rows.map(({ name, placeholder, finds }) => [name, placeholder, shorten(finds)]),
	]);
}
