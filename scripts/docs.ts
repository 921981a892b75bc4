import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderFieldsPage } from './fields-page.ts';
import { renderKeysPage } from './keys-page.ts';
import { renderSchemas } from './schemas.ts';

/** Writes the pages that are made from the program's own tables; a test sees that they are up to date. */
const docs = resolve(import.meta.dirname, '..', 'docs');
writeFileSync(join(docs, 'fields.md'), renderFieldsPage());
writeFileSync(join(docs, 'keys.md'), renderKeysPage());
mkdirSync(join(docs, 'schemas'), { recursive: true });
for (const [name, text] of renderSchemas()) writeFileSync(join(docs, 'schemas', name), text);
