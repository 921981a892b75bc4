import { JOB_TYPES, type JobType } from '../groups/occurrence.ts';

/** The file that says of which job the logs beside it are. */
export const JOB_FILE = 'murmur8-job.json';

/** What is known of the job that made a source; what is not told is absent. */
export interface Job {
	readonly jobType?: JobType;
	readonly stage?: string;
	/** Of the CI run or pull request. */
	readonly jobId?: string;
	readonly isMain?: boolean;
	readonly commit?: string;
	/** Unix milliseconds. */
	readonly endedMs?: number;
}

export interface JobReading {
	readonly job: Job;
	/** What can't be taken, in words, without its content. */
	readonly problems: readonly string[];
}

const MAIN_BRANCHES: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

const isJobType = (text: unknown): text is JobType => (JOB_TYPES as readonly unknown[]).includes(text);

type Reader = (value: unknown, parseTime: (iso: string) => number) => Job | undefined;

const NAME = /^[\w#][\w .:/@#+-]{0,99}$/;

/** What each key may hold. Names are short and plain: nothing else may come into a report this way. */
const KEYS: Readonly<Record<string, Reader>> = {
	job_type: (value) => (isJobType(value) ? { jobType: value } : undefined),
	stage: (value) => (isName(value) ? { stage: value } : undefined),
	job_id: (value) => {
		const text = typeof value === 'number' ? String(value) : value;
		return isName(text) ? { jobId: text } : undefined;
	},
	branch: (value) => (isName(value) ? { isMain: MAIN_BRANCHES.has(value) } : undefined),
	is_main: (value) => (typeof value === 'boolean' ? { isMain: value } : undefined),
	commit: (value) => (typeof value === 'string' && /^[0-9a-f]{7,64}$/.test(value) ? { commit: value } : undefined),
	ended_at: (value, parseTime) => {
		const ms = typeof value === 'string' ? parseTime(value) : Number.NaN;
		return Number.isFinite(ms) && ms >= 0 ? { endedMs: ms } : undefined;
	},
};

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);

/** Reads the text of a `murmur8-job.json`. Keys that are not known are left for later versions. */
export function readJob(text: string, parseTime: (iso: string) => number): JobReading {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { job: {}, problems: [`${JOB_FILE} is no JSON`] };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { job: {}, problems: [`${JOB_FILE} is no object`] };
	}
	let job: Job = {};
	const problems: string[] = [];
	for (const [key, read] of Object.entries(KEYS)) {
		if (!Object.hasOwn(value, key)) continue;
		const part = read((value as Readonly<Record<string, unknown>>)[key], parseTime);
		if (part) job = { ...job, ...part };
		else problems.push(`${JOB_FILE}: ${key} holds nothing that it may`);
	}
	return { job, problems };
}
