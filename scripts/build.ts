import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './build-files.ts';
import { buildBundle, bundlePath } from './bundle.ts';
import { buildLibrary } from './library.ts';
import { LICENCES_FILE, licencesText } from './licences.ts';

await buildBundle();
chmodSync(bundlePath, 0o755);
await buildLibrary();
writeFileSync(join(dist, LICENCES_FILE), licencesText('bundle'));
