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
	return {
		add: (type, data) => {
			const id = idOf(++last);
			const frame = { id, text: render(type, id, data) };
			frames.push(frame);
			if (frames.length > KEPT) frames.shift();
			return frame;
		},
		since: (id) => {
			if (id === idOf(last)) return [];
			const place = frames.findIndex((frame) => frame.id === id);
			const isBeforeFirst = frames.length > 0 && last === frames.length && id === idOf(0);
			return place < 0 && !isBeforeFirst ? undefined : frames.slice(place + 1);
		},
		reset: (data) => render('reset', idOf(last), data),
	};
}
