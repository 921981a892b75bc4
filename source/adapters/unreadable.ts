/** Why a source gives no text; in words, without its content. */
export interface Unreadable {
	readonly kind: 'unreadable';
	readonly reason: string;
}

/** What is said of a folder where a file was meant. */
export const IS_FOLDER = 'is a folder; name its files';

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: 'is not there',
	EACCES: 'may not be read',
	EPERM: 'may not be read',
	ELOOP: 'is a link that leads in a circle',
	ENOTDIR: 'is not there',
	ENAMETOOLONG: 'is a name too long for a file',
	EISDIR: IS_FOLDER,
};

export function unreadable(error: unknown): Unreadable {
	const { code = '', message } = error as NodeJS.ErrnoException;
	return { kind: 'unreadable', reason: REASONS[code] ?? `can't be used: ${code || message}` };
}
