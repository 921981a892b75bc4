import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { renderFieldsPage } from '../../scripts/fields-page.ts';

const page = join(resolve(import.meta.dirname, '..', '..'), 'docs', 'fields.md');

test('docs/fields.md is what `npm run docs` writes', () => {
	expect(readFileSync(page, 'utf8')).toBe(renderFieldsPage());
});
