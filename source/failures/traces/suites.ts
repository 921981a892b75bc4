interface Suite {
	readonly name: string;
	readonly indent: number;
}

/** The suites that a test stands in, where a runner indents what they hold and names each once. */
export class Suites {
	readonly #suites: Suite[] = [];

	get isIn(): boolean {
		return this.#suites.length > 0;
	}

	enter(name: string, indent: number): void {
		this.#suites.push({ name, indent });
	}

	/** What is indented no more than a suite stands behind it. */
	leave(indent: number): void {
		while (this.#suites.length > 0 && (this.#suites.at(-1)?.indent ?? 0) >= indent) this.#suites.pop();
	}

	nameOf(test: string): string {
		return [...this.#suites.map(({ name }) => name), test].join(' > ');
	}
}
