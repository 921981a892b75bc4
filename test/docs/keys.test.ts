import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { renderKeysPage } from '../../scripts/keys-page.ts';

const page = join(resolve(import.meta.dirname, '..', '..'), 'docs', 'keys.md');

test('docs/keys.md is what `npm run docs` writes', () => {
	expect(readFileSync(page, 'utf8')).toBe(renderKeysPage());
});
