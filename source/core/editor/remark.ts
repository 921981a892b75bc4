/** Something to say of a part of a file, as editors show it: the characters from `from` to `to`, in UTF-16 units. */
export interface Remark {
	readonly from: number;
	readonly to: number;
	readonly severity: 'error' | 'warning' | 'info';
	/** Names the rule, and stays the same from one version to the next. */
	readonly code: string;
	/** A sentence without a full stop; never a key or a secret of a URL. */
	readonly message: string;
}

/** The first line that says anything, for what is said of a file as a whole. */
export function firstLine(text: string): Pick<Remark, 'from' | 'to'> {
	const from = /\S/.exec(text.replace(/^\uFEFF/, ' '))?.index ?? 0;
	const end = text.slice(from).search(/\r?\n/);
	return { from, to: end < 0 ? text.length : from + end };
}
