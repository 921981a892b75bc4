import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { renderSchemas } from '../../scripts/schemas.ts';

const folder = join(resolve(import.meta.dirname, '..', '..'), 'docs', 'schemas');

test.each(renderSchemas())('docs/schemas/%s is what `npm run docs` writes', (name, text) => {
	expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});
