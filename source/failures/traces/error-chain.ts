import type { Cause, Frame } from './trace.ts';

/** A stack that is deeper (an endless recursion) is not kept as a whole. */
const MOST_FRAMES = 250;
const MOST_CAUSES = 50;

interface Draft {
	className: string;
	message: string;
	frames: Frame[];
	relation: Cause['relation'];
}

const newDraft = (relation: Cause['relation'] = 'cause'): Draft => ({
	className: '',
	message: '',
	frames: [],
	relation,
});

/** The errors of one block: the one that was reported, those behind it, and which of them lines now tell of. */
export class ErrorChain {
	readonly #errors: [Draft, ...Draft[]] = [newDraft()];
	current: Draft = this.#errors[0];

	addFrame(frame: Frame): void {
		if (this.current.frames.length < MOST_FRAMES) this.current.frames.push(frame);
	}

	/** Another error behind those that came; false where there are too many. */
	relate(relation: Cause['relation']): boolean {
		if (this.#errors.length > MOST_CAUSES) return false;
		this.current = newDraft(relation);
		this.#errors.push(this.current);
		return true;
	}

	/** What came up to now was only the cause of what comes; false where there are too many. */
	wrap(relation: Cause['relation']): boolean {
		if (this.#errors.length > MOST_CAUSES) return false;
		this.#errors[0].relation = relation;
		this.current = newDraft();
		this.#errors.unshift(this.current);
		return true;
	}

	/** Back to the error around the one that ended. */
	pop(): void {
		const index = this.#errors.indexOf(this.current);
		this.current = this.#errors[Math.max(0, index - 1)] ?? this.#errors[0];
	}

	/** @param isInnermostLast how the language writes its stacks */
	finished(isInnermostLast: boolean): readonly [Cause, ...Cause[]] {
		const finish = ({ className, message, frames, relation }: Draft): Cause => ({
			className,
			message: message.trim(),
			frames: isInnermostLast ? frames.toReversed() : frames,
			relation,
		});
		const [first, ...rest] = this.#errors;
		return [finish(first), ...rest.map(finish)];
	}
}
