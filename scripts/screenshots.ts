import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ProgramTerminal, startTerminal } from '../test/support/program-terminal.ts';
import { bundlePath } from './bundle.ts';
import { takeDashboardPictures } from './dashboard-pictures.ts';
import { renderScreenSvg } from './screen-svg.ts';
import { createScreenshotProject } from './screenshot-project.ts';
import { renderTerminalSvg } from './terminal-svg.ts';

/** Pictures of the program's own output for the README, made by running it. */
const images = resolve(import.meta.dirname, '..', 'docs', 'images');
const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };

function capture(args: readonly string[]): string {
	const env = { ...environment, FORCE_COLOR: '1' };
	const output = execFileSync(process.execPath, [bundlePath, ...args], { env, encoding: 'utf8' });
	// The temporary folder's name says nothing to a reader.
	return output.replaceAll(/\S*murmur8-demo-\w+/g, '/tmp/murmur8-demo');
}

interface Picture {
	readonly name: string;
	readonly args: readonly string[];
	readonly columns: number;
	readonly rows: number;
	/** What is on the screen once it is all there. */
	readonly ready?: string;
	/** What is pressed, and what is on the screen then. */
	readonly steps: readonly (readonly [keys: string, shows: string | RegExp])[];
}

const WATCH: readonly Picture[] = [
	{ name: 'watch', args: ['watch', '--window', '30d'], columns: 120, rows: 32, steps: [['', 'Delivery']] },
	{ name: 'watch-light', args: ['watch', '--theme', 'light'], columns: 120, rows: 32, steps: [['', 'Delivery']] },
	{ name: 'watch-narrow', args: ['watch', '--window', '30d'], columns: 60, rows: 32, steps: [['', 'Delivery']] },
	{ name: 'watch-details', args: ['watch', '--window', '30d'], columns: 110, rows: 36, steps: [['2n\r', 'tages']] },
];

const CONFIG: readonly Picture[] = [
	{
		name: 'telemetry-config',
		args: ['telemetry-config'],
		columns: 120,
		rows: 34,
		ready: 'What leaves',
		// To `on`, so that the person and the repository are seen to leave with it.
		steps: [['jjjjll', 'What leaves at on']],
	},
];

const HISTORY: readonly Picture[] = [
	{
		name: 'history',
		args: ['history'],
		columns: 120,
		rows: 32,
		steps: [
			['jj', /▸/],
			['t', 'success'],
		],
	},
	{
		name: 'history-filter',
		args: ['history'],
		columns: 100,
		rows: 24,
		steps: [
			['/', 'status:failed'],
			['status:failed !csv', 'of 61 runs'],
		],
	},
	{
		name: 'history-details',
		args: ['history'],
		columns: 110,
		rows: 36,
		steps: [
			['n', /▸/],
			['\r', 'Stages'],
		],
	},
	{ name: 'history-compare', args: ['history'], columns: 100, rows: 22, steps: [['mjjc', 'CHANGE']] },
	{
		name: 'history-colour-blind',
		args: ['history', '--theme', 'colour-blind'],
		columns: 100,
		rows: 20,
		steps: [['n', /▸/]],
	},
];

function writePicture(name: string, title: string, terminal: ProgramTerminal, isLight: boolean): void {
	const svg = renderScreenSvg(title, terminal.emulator, isLight);
	const target = join(images, `${name}.png`);
	const { status, error } = spawnSync('rsvg-convert', ['--zoom', '1.5', '--output', target], { input: svg });
	if (error || status !== 0)
		throw new Error('rsvg-convert is missing (Debian: librsvg2-bin), or could not draw', { cause: error });
}

async function take({ name, args, columns, rows, steps, ready = ' runs' }: Picture, cwd: string): Promise<void> {
	const command = [process.execPath, bundlePath, ...args];
	// What the user of this machine likes says nothing about how the program looks.
	const terminal = startTerminal({
		command,
		cwd,
		env: { ...environment, HOME: cwd, MURMUR8_TRUST_PROJECT: '1' },
		columns,
		rows,
	});
	try {
		await terminal.waitFor(ready);
		for (const [keys, shows] of steps) {
			terminal.press(keys);
			await terminal.waitFor(shows);
		}
		await terminal.settled();
		writePicture(name, `murmur8 ${args.join(' ')}`, terminal, args.includes('light'));
	} finally {
		terminal.close();
	}
}

mkdirSync(images, { recursive: true });
if (process.argv[2] !== '--screens') {
	writeFileSync(join(images, 'demo.svg'), renderTerminalSvg('murmur8 demo', capture(['demo']).trim()));
}
const project = createScreenshotProject(Date.now());
try {
	for (const picture of [...WATCH, ...CONFIG, ...HISTORY]) await take(picture, project.folder);
} finally {
	project.remove();
}
await takeDashboardPictures(images, environment);
