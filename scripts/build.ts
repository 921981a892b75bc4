import { chmodSync } from 'node:fs';
import { buildBundle, bundlePath } from './bundle.ts';

await buildBundle();
chmodSync(bundlePath, 0o755);
