/** The text of a pattern, read from left to right. */
export class Source {
	readonly text: string;
	at = 0;

	constructor(text: string) {
		this.text = text;
	}

	get isAtEnd(): boolean {
		return this.at >= this.text.length;
	}

	/** The next character; empty at the end. */
	peek(): string {
		return this.text[this.at] ?? '';
	}

	/** Whether `wanted` comes next; what comes behind it is next then. */
	take(wanted: string): boolean {
		if (!this.text.startsWith(wanted, this.at)) return false;
		this.at += wanted.length;
		return true;
	}
}
