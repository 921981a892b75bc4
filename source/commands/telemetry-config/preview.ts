import { leavesOf } from '../../core/payload/leaves.ts';
import { printableJson } from '../../core/printable-json.ts';
import { AUDIENCES, type Audience } from '../../core/privacy/audience.ts';
import { type PreviewColumn, renderPreviews } from '../../render/preview-table.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { type Context, type Flags, type Handler, isUserError, textFlag, UserError } from '../spec.ts';
import { inspect, telemetryInspect } from '../telemetry/inspect.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { previewFields } from './preview-fields.ts';

interface Preview {
	readonly audience: Audience;
	readonly body: unknown;
	/** Why there is no body. */
	readonly note: string | undefined;
}

/** What this audience would get; where that is nothing, why. */
async function previewFor(audience: Audience, database: Database, flags: Flags, context: Context): Promise<Preview> {
	const project = findProject(context);
	const settings = loadSettings(project, context.environment, { ...flags, audience });
	const [problem] = settings.problems;
	if (problem) throw new UserError(problem.message, 'Nothing is sent until this is mended.');
	if (audience === 'off') return { audience, body: undefined, note: 'nothing leaves' };
	try {
		const { body } = await inspect(database, project, settings, textFlag(flags, 'run'), context);
		return { audience, body: JSON.parse(Buffer.from(body).toString('utf8')) as unknown, note: undefined };
	} catch (error) {
		// No such run is the same for every audience, and an error of the call.
		if (!isUserError(error) || error.exitCode !== 1 || /^no run/.test(error.message)) throw error;
		return { audience, body: undefined, note: error.message };
	}
}

const toColumn = ({ audience, body, note }: Preview): PreviewColumn => ({
	title: audience,
	leaves: new Map(body === undefined ? [] : leavesOf(body)),
	note,
});

async function previewAll(flags: Flags, context: Context): Promise<number> {
	const database = openExistingDatabase(findProject(context).databasePath);
	if (!database) throw new UserError('no run is recorded here', 'Record one: murmur8 run start <slug>', 1);
	try {
		const previews: Preview[] = [];
		for (const audience of AUDIENCES) previews.push(await previewFor(audience, database, flags, context));
		if (flags['json']) {
			context.print(printableJson(Object.fromEntries(previews.map(({ audience, body }) => [audience, body ?? null]))));
		} else {
			const width = process.stdout.isTTY ? process.stdout.columns : undefined;
			context.print(renderPreviews(previews.map(toColumn), width));
		}
	} finally {
		database.close();
	}
	return 0;
}

/** The flag that asks for a table, where one does; it goes with no flag that is about one body. */
function tableFlag(flags: Flags): 'all' | 'fields' | undefined {
	if (flags['all'] && flags['fields'])
		throw new UserError('--all and --fields exclude each other', 'Give one of them.');
	const table = flags['all'] ? 'all' : flags['fields'] ? 'fields' : undefined;
	if (table === undefined && flags['json'])
		throw new UserError('--json goes with --all or --fields', 'Without them the body is JSON already.');
	if (table !== undefined && (flags['audience'] || flags['pretty']))
		throw new UserError(`--${table} shows every audience as a table`, 'Leave --audience and --pretty out.');
	return table;
}

/**
 * `telemetry-config preview`: the same bytes as `telemetry inspect`; with `--all` what each audience would get of them,
 * with `--fields` what each would get of any event.
 */
export const preview: Handler = (invocation, context) => {
	const { flags } = invocation;
	const table = tableFlag(flags);
	if (table === 'fields') return previewFields(flags, context);
	return table === 'all' ? previewAll(flags, context) : telemetryInspect(invocation, context);
};
