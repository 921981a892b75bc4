import type { SourceProblem } from './found-failure.ts';
import type { Intake, IntakeNeeds } from './intake.ts';
import { timeOf } from './json/json-value.ts';
import { firstTime } from './log-intake.ts';
import { foundFailure } from './told-failure.ts';

/** Of a line; what is longer is no line of TAP. */
const MOST_LINE = 65_536;
/** Characters of what is said about one failure. */
const MOST_ABOUT = 131_072;
const MOST_DEPTH = 200;

/** What reporters of tests that ran inside of it write about a group. */
const PARENT = "failureType: 'subtestsFailed'";
const TAP_LINE = /^\s*(?:(?:not )?ok(?: |$)|#|\}$|TAP version |\d+\.\.\d+|pragma )/;
const NOT_OK = /^( *)not ok(?: \d+)?(?: -)?(?: (.*))?$/;
/** Directives and durations behind the title. */
const DIRECTIVE = / # (?:time=[\d.]+m?s)?/;

interface Open {
	readonly indent: number;
	readonly title: string;
	readonly line: number;
	about: string;
}

/** TAP: what is indented below a test that failed says why. */
class TapIntake implements Intake {
	readonly format = 'tap';
	readonly problems: SourceProblem[] = [];
	readonly #needs: IntakeNeeds;
	readonly #seenMs: number | undefined;
	readonly #decoder = new TextDecoder();
	/** Groups whose tests follow in braces. */
	readonly #groups: string[] = [];
	#open: Open | undefined;
	#rest = '';
	#lines = 0;
	/** Lines in a row that are no TAP: what a program printed, or died of, in between. */
	#aside = '';
	#asideFrom = 0;

	constructor(head: string, needs: IntakeNeeds) {
		this.#needs = needs;
		this.#seenMs = firstTime(head, needs.parseTime);
	}

	get lines(): number {
		return this.#lines;
	}

	push(chunk: Uint8Array): void {
		const text = this.#decoder.decode(chunk, { stream: true });
		let from = 0;
		for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
			this.#take(this.#rest + text.slice(from, end));
			this.#rest = '';
			from = end + 1;
		}
		if (this.#rest.length < MOST_LINE) this.#rest += text.slice(from);
	}

	end(): void {
		const last = this.#rest + this.#decoder.decode();
		if (last !== '') this.#take(last);
		this.#close();
		this.#readAside();
	}

	#take(given: string): void {
		this.#lines++;
		const line = given.slice(0, MOST_LINE).replace(/\r$/, '');
		const open = this.#open;
		const indent = line.length - line.trimStart().length;
		if (open && (line.trim() === '' || indent > open.indent)) {
			if (open.about.length < MOST_ABOUT) open.about += `${line}\n`;
			return;
		}
		this.#close();
		if (!TAP_LINE.test(line)) {
			if (this.#aside === '') this.#asideFrom = this.#lines;
			this.#aside += `${line}\n`;
			if (this.#aside.length > MOST_ABOUT) this.#readAside();
			return;
		}
		this.#readAside();
		if (line.trim() === '}') this.#groups.pop();
		else this.#readTest(line);
	}

	#readAside(): void {
		const text = this.#aside;
		this.#aside = '';
		if (text.trim() === '') return;
		for (const trace of this.#needs.text.tracesOf(text)) {
			this.#needs.onFailure({
				trace: { ...trace, logLine: this.#asideFrom + trace.logLine - 1 },
				...timeOf(this.#seenMs),
			});
		}
	}

	#readTest(line: string): void {
		const found = NOT_OK.exec(line);
		if (!found) return;
		const [, spaces = '', rest = ''] = found;
		const directive = DIRECTIVE.exec(rest);
		const title = (directive ? rest.slice(0, directive.index) : rest).trim();
		const behind = directive ? rest.slice(directive.index + directive[0].length).trim() : '';
		if (/^(?:todo|skip)\b/i.test(behind)) return;
		if (rest.endsWith('{') && this.#groups.length < MOST_DEPTH) this.#groups.push(title);
		else this.#open = { indent: spaces.length, title, line: this.#lines, about: '' };
	}

	#close(): void {
		const open = this.#open;
		this.#open = undefined;
		if (!open || open.about.includes(PARENT)) return;
		const told = { titles: [...this.#groups, open.title], text: open.about, ...timeOf(this.#seenMs) };
		this.#needs.onFailure(foundFailure(told, this.#needs.text, open.line));
	}
}

export const tapIntake = (head: string, needs: IntakeNeeds): Intake => new TapIntake(head, needs);
