import { expect, test } from 'vitest';
import type { FieldRow } from '../../source/core/privacy/field-table.ts';
import { renderFieldTable } from '../../source/render/field-table.ts';

test('fields, and who gets them', () => {
	const rows: readonly FieldRow[] = [
		{
			path: 'run.cost',
			class: 'user',
			type: 'number',
			unit: 'dollars',
			meaning: 'what it cost',
			audiences: ['user-only', 'on'],
		},
		{ path: 'host', class: 'operator', type: 'string', unit: undefined, meaning: 'where', audiences: ['on'] },
	];
	expect(renderFieldTable(rows)).toBe(`FIELD     CLASS     TYPE              USER-ONLY  OPERATOR-ONLY  ON  MEANING
run.cost  user      number (dollars)  ✓          ·              ✓   what it cost
host      operator  string            ·          ·              ✓   where

✓ sent  · withheld; at audience off nothing is sent, and what is not listed only at on`);
});
