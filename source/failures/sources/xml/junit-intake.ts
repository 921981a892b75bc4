import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { SourceProblem } from '../found-failure.ts';
import type { Intake, IntakeNeeds } from '../intake.ts';
import { foundFailure } from '../told-failure.ts';
import { junitTitles } from './junit-titles.ts';
import { RefusedXml, withColours, XmlBounds } from './xml-bounds.ts';

const MOST_DEPTH = 200;
const MOST_TEXT = 131_072;
const LINE_FEED = 0x0a;

/** Thrown through the parser: what is not well-formed ends the reading. */
class BrokenXml extends Error {}

type Attributes = Readonly<Record<string, string>>;

interface OpenFailure {
	readonly attributes: Attributes;
	readonly depth: number;
	/** Of the report. */
	readonly line: number;
	text: string;
}

/** Node's runner wraps what a test threw. */
const WRAPPED = /^ {2}cause: /m;

/** What was thrown, of a text that a runner put around it. */
function withoutWrap(text: string): string {
	const [first = ''] = text.trimStart().split('\n', 1);
	// Playwright begins with its own headline of the test.
	if (first.includes(' › ') && first.endsWith('─')) return text.trimStart().slice(first.length);
	if (!text.includes('ERR_TEST_FAILURE')) return text;
	const found = WRAPPED.exec(text);
	return found ? text.slice(found.index + found[0].length) : '';
}

/** The failures of JUnit XML, told one by one while the file is read. */
class JunitIntake implements Intake {
	readonly format = 'junit';
	readonly problems: SourceProblem[] = [];
	readonly #needs: IntakeNeeds;
	readonly #decoder = new TextDecoder();
	readonly #parser = new SaxesParser();
	readonly #bounds = new XmlBounds((text) => this.#parser.write(text));
	readonly #suites: Attributes[] = [];
	#case: Attributes | undefined;
	#failure: OpenFailure | undefined;
	#depth = 0;
	#lineFeeds = 0;
	#lastByte = LINE_FEED;
	#isBroken = false;

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
		this.#parser.on('error', (error) => {
			throw new BrokenXml(error.message);
		});
		this.#parser.on('opentag', (tag) => this.#open(tag));
		this.#parser.on('closetag', (tag) => this.#close(tag.name));
		this.#parser.on('text', (text) => this.#addText(text));
		this.#parser.on('cdata', (text) => this.#addText(text));
	}

	get lines(): number {
		return this.#lineFeeds + (this.#lastByte === LINE_FEED ? 0 : 1);
	}

	push(chunk: Uint8Array): void {
		this.#lastByte = chunk.at(-1) ?? this.#lastByte;
		for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) this.#lineFeeds++;
		this.#guard(() => this.#bounds.push(this.#decoder.decode(chunk, { stream: true })));
	}

	end(): void {
		this.#guard(() => {
			this.#bounds.push(this.#decoder.decode());
			this.#bounds.end();
			this.#parser.close();
		});
	}

	#guard(read: () => void): void {
		if (this.#isBroken) return;
		try {
			read();
		} catch (error) {
			this.#isBroken = true;
			const counts = 'what came before counts';
			if (error instanceof RefusedXml) {
				this.problems.push({ kind: 'refused', reason: `XML that ${error.message}; ${counts}` });
			} else if (error instanceof BrokenXml) {
				this.problems.push({ kind: 'malformed', reason: `broken XML near line ${this.#parser.line}; ${counts}` });
			} else throw error;
		}
	}

	#open({ name, attributes }: SaxesTagPlain): void {
		if (++this.#depth > MOST_DEPTH) throw new RefusedXml('is nested too deeply');
		if (name === 'testsuite') this.#suites.push(attributes);
		else if (name === 'testcase') this.#case = attributes;
		else if ((name === 'failure' || name === 'error') && !this.#failure && (this.#case || this.#suites.length > 0)) {
			this.#failure = { attributes, depth: this.#depth, line: this.#parser.line, text: '' };
		}
	}

	#close(name: string): void {
		if (this.#failure?.depth === this.#depth) {
			this.#tell(this.#failure);
			this.#failure = undefined;
		}
		if (name === 'testsuite') this.#suites.pop();
		else if (name === 'testcase') this.#case = undefined;
		this.#depth--;
	}

	#addText(text: string): void {
		const failure = this.#failure;
		if (failure && failure.text.length < MOST_TEXT) failure.text += text;
	}

	#tell({ attributes, text, line }: OpenFailure): void {
		const { type = '', message = '' } = attributes;
		const suite = this.#suites.at(-1) ?? {};
		const {
			name = '',
			classname = '',
			file = suite['file'] ?? '',
			line: at,
		} = this.#case ?? { name: suite['name'] ?? '' };
		const isNode = type.startsWith('test') && text.includes('ERR_TEST_FAILURE');
		const body = withColours(withoutWrap(text));
		const isPython = /\.py:\d+|^E {3}/m.test(body);
		const seenMs = this.#needs.parseTime(withZone(suite['timestamp'] ?? ''));
		const told = {
			titles: junitTitles({ className: classname, name, file, isNode, isPython }).map(withColours),
			text: body,
			...(isNode ? {} : { className: type }),
			message: withColours(message),
			...(file === '' ? {} : { place: { file, ...(Number(at) > 0 ? { line: Number(at) } : {}) } }),
			...(Number.isFinite(seenMs) && seenMs > 0 ? { seenMs } : {}),
		};
		this.#needs.onFailure(foundFailure(told, this.#needs.text, line));
	}
}

/** Jest and JUnit itself leave the zone out; CI machines run in UTC, and a day more or less is all that could be wrong. */
const withZone = (time: string): string => (/T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(time) ? `${time}Z` : time);

export const junitIntake = (needs: IntakeNeeds): Intake => new JunitIntake(needs);
