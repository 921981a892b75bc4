/** Reads the published files again and again until its input ends; says each time one was no whole array. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const names = ['pipeline-history.json', 'telemetry-failed.json'];
const folder = join(process.argv[2] ?? '', '.claude');
let isDone = false;
let reads = 0;
process.stdin.on('end', () => {
	isDone = true;
});
process.stdin.resume();
// The test that started it has ended.
process.stdout.on('error', () => process.exit(0));

function fault(name: string): string | undefined {
	let text: string;
	try {
		text = readFileSync(join(folder, name), 'utf8');
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : String(error);
	}
	reads++;
	try {
		return Array.isArray(JSON.parse(text)) ? undefined : 'no array';
	} catch {
		return `torn, ${text.length} characters`;
	}
}

while (!isDone) {
	for (const name of names) {
		const found = fault(name);
		if (found !== undefined) process.stdout.write(`${name}: ${found}\n`);
	}
	await new Promise((resolve) => setTimeout(resolve, 1));
}
process.stdout.write(`reads ${reads}\n`);
