import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import projectFiles from 'virtual:demo-project';
import { sleep } from '../adapters/clock.ts';
import { createPaint, hasColours, type Paint } from '../adapters/terminal.ts';
import { type Context, type Handler, UserError } from '../commands/spec.ts';
import { helperEnvironment } from '../delivery/helper-environment.ts';
import { runProgram } from './program.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { PIPELINE, type ScriptedStage } from './script.ts';
import { renderArrival } from './view.ts';

const LONGEST_WAIT_MS = 20_000;

interface Stage {
	readonly folder: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly receiver: Receiver;
	readonly paint: Paint;
	readonly context: Context;
}

function copyProject(folder: string): void {
	for (const [path, content] of Object.entries(projectFiles)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
}

async function run(stage: Stage, ...args: readonly string[]): Promise<string> {
	const { exitCode, stdout, stderr } = await runProgram(args, stage.folder, stage.environment);
	if (exitCode !== 0) throw new UserError(`murmur8 ${args.join(' ')} ended with ${exitCode}`, stderr.trim(), 1);
	return stdout.trim();
}

async function runStage(demo: Stage, scripted: ScriptedStage): Promise<void> {
	const { stage, workMs, tokensIn, tokensOut, feedback } = scripted;
	const { context, paint } = demo;
	await run(demo, 'run', 'stage', stage, 'start');
	await sleep(workMs);
	await run(demo, 'run', 'stage', stage, 'done', '--tokens-in', String(tokensIn), '--tokens-out', String(tokensOut));
	if (feedback) await run(demo, 'run', 'feedback', stage, `FEEDBACK: ${JSON.stringify(feedback)}`);
	context.print(
		`   ${paint('green', '✓')} ${stage.padEnd(16)} ${tokensIn + tokensOut} tokens${feedback ? `, rated ${feedback.rating}/5` : ''}`,
	);
}

/** One pipeline, through the same commands that a skill file calls. */
async function runPipeline(demo: Stage, slug: string, stages: readonly ScriptedStage[]): Promise<void> {
	await run(demo, 'run', 'start', slug);
	for (const scripted of stages) await runStage(demo, scripted);
	const before = performance.now();
	await run(demo, 'run', 'finish', '--status', 'success');
	demo.context.print(`   run finish took ${Math.round(performance.now() - before)} ms and printed nothing`);
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
	const timeout = new Promise<never>((_, reject) => {
		const error = new UserError(
			`${what} did not happen within ${LONGEST_WAIT_MS / 1000} s`,
			'Is loopback traffic blocked here?',
			1,
		);
		setTimeout(() => reject(error), LONGEST_WAIT_MS).unref();
	});
	return Promise.race([work, timeout]);
}

interface StatusJson {
	readonly outbox: readonly { readonly attempts: number }[];
}

/** Polls `telemetry status --json`, as a script of the user's would, until it says what is waited for. */
async function untilStatus(demo: Stage, holds: (status: StatusJson) => boolean): Promise<void> {
	const end = performance.now() + LONGEST_WAIT_MS;
	while (performance.now() < end) {
		if (holds(JSON.parse(await run(demo, 'telemetry', 'status', '--json')) as StatusJson)) return;
		await sleep(50);
	}
	throw new UserError('the outbox did not change', 'See: murmur8 telemetry status', 1);
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '     ');

async function play(demo: Stage): Promise<void> {
	const { context, paint, receiver, folder } = demo;
	const step = (number: number, text: string) => context.print(`\n${paint('bold', `${number}  ${text}`)}`);
	step(1, 'A project and a receiver');
	context.print(`   ${Object.keys(projectFiles).length} files in ${folder}`);
	context.print(`   ${receiver.url}, with the rules of the murmur8 portal`);

	step(2, 'A pipeline records itself: user-auth, six stages');
	await runPipeline(demo, 'user-auth', PIPELINE);
	await within(receiver.whenAccepted(1), 'the delivery');
	context.print(`   ${paint('green', '✓')} the event arrived in the background`);

	step(3, 'What arrived');
	const feature = (name: string) =>
		readFileSync(join(folder, '.blueprint', 'features', 'feature_user-auth', name), 'utf8');
	const [event] = receiver.events;
	if (event) context.print(renderArrival(event, feature, paint));

	step(4, 'The endpoint goes away; the next run does not notice');
	await receiver.stop();
	await runPipeline(demo, 'search-ui', PIPELINE.slice(0, 2));
	await untilStatus(demo, ({ outbox }) => (outbox[0]?.attempts ?? 0) > 0);
	context.print(indent(await run(demo, 'telemetry', 'status')));

	step(5, 'The endpoint is back; the next run start delivers what waited');
	await receiver.restart();
	await run(demo, 'run', 'start', 'user-auth');
	await within(receiver.whenAccepted(2), 'the redelivery');
	await untilStatus(demo, ({ outbox }) => outbox.length === 0);
	context.print(`   ${paint('green', '✓')} delivered, the outbox is empty`);
	context.print(indent(await run(demo, 'run', 'list')));
}

function printNextSteps({ context, paint }: Stage): void {
	context.print(`
${paint('bold', 'Do it in your own project')}
   echo 'MURMUR8_TELEMETRY_URL=https://your-endpoint/api/telemetry' >> .env
   murmur8 run start <slug>                     at the start of a pipeline
   murmur8 run stage <stage> start | done       around each stage
   murmur8 run finish --status success          at its end
   murmur8 telemetry status                     what became of every event`);
}

/** `demo`: everything happens in a temporary folder that is removed at the end, at Ctrl+C too. */
export const demo: Handler = async ({ flags }, context) => {
	const base = mkdtempSync(join(tmpdir(), 'murmur8-demo-'));
	const folder = join(base, 'acme-notes');
	const cleanUp = () => {
		if (!flags['keep']) rmSync(base, { recursive: true, force: true });
	};
	const interrupt = () => {
		cleanUp();
		process.exit(130);
	};
	process.once('SIGINT', interrupt);
	process.once('SIGTERM', interrupt);
	// Generated here: a literal would look like somebody's key.
	const key = `mm8_${randomBytes(32).toString('hex')}`;
	const receiver = await startReceiver(key);
	try {
		copyProject(folder);
		const stage: Stage = {
			folder,
			receiver,
			context,
			paint: createPaint(hasColours(context.environment, process.stdout.isTTY === true)),
			environment: {
				...helperEnvironment(context.environment),
				HOME: base,
				NO_PROXY: '127.0.0.1',
				MURMUR8_TELEMETRY_URL: receiver.url,
				MURMUR8_TELEMETRY_KEY: key,
			},
		};
		await play(stage);
		printNextSteps(stage);
		if (flags['keep']) context.print(`\nThe project is kept in ${folder}`);
		return 0;
	} finally {
		await receiver.stop();
		cleanUp();
	}
};
