import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundlePath } from './bundle.ts';
import { renderTerminalSvg } from './terminal-svg.ts';

/** Pictures of the program's own output for the README, made by running it. */
const images = resolve(import.meta.dirname, '..', 'docs', 'images');

function capture(args: readonly string[]): string {
	const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', FORCE_COLOR: '1' };
	const output = execFileSync(process.execPath, [bundlePath, ...args], { env: environment, encoding: 'utf8' });
	// The temporary folder's name says nothing to a reader.
	return output.replaceAll(/\S*murmur8-demo-\w+/g, '/tmp/murmur8-demo');
}

mkdirSync(images, { recursive: true });
writeFileSync(join(images, 'demo.svg'), renderTerminalSvg('murmur8 demo', capture(['demo']).trim()));
