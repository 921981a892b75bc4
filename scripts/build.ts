import { chmodSync } from 'node:fs';
import { buildBundle, bundlePath } from './bundle.ts';
import { buildLibrary } from './library.ts';

await buildBundle();
chmodSync(bundlePath, 0o755);
await buildLibrary();
