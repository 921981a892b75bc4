/** One event as it is sent. */
export interface Frame {
	readonly id: string;
	readonly text: string;
}

/** The newest events, so that whoever was away for a moment gets what was missed. */
export interface EventLog {
	readonly add: (type: string, data: object) => Frame;
	/** Events behind the one with this id; undefined where it is not known any more. */
	readonly since: (id: string) => readonly Frame[] | undefined;
	/** What to begin with where nothing can be resumed: it says to load everything anew. */
	readonly reset: (data: object) => string;
}

const KEPT = 256;

/** @param instance random id of this server: ids of another one's life are not known */
export function createEventLog(instance: string): EventLog {
	const frames: Frame[] = [];
	let last = 0;
	const render = (type: string, id: string, data: object) =>
		`event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
	const idOf = (number: number) => `${instance}-${number}`;
	/** NaN where it is no id of ours. */
	const numberOf = (id: string) => {
		const number = id.slice(instance.length + 1);
		return id.startsWith(`${instance}-`) && /^\d{1,15}$/.test(number) ? Number(number) : Number.NaN;
	};
	return {
		add: (type, data) => {
			const id = idOf(++last);
			const frame = { id, text: render(type, id, data) };
			frames.push(frame);
			if (frames.length > KEPT) frames.shift();
			return frame;
		},
		since: (id) => {
			const missed = last - numberOf(id);
			return missed >= 0 && missed <= frames.length ? frames.slice(frames.length - missed) : undefined;
		},
		reset: (data) => render('reset', idOf(last), data),
	};
}
