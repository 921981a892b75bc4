/** Whether what a parser calls a frame names a file and a line of it; each has names of its own for them. */
export function isFramed(frame: unknown): boolean {
	if (typeof frame !== 'object' || frame === null) return false;
	const { file, fileName, line, lineNumber } = frame as Readonly<Record<string, unknown>>;
	return Boolean(file ?? fileName) && Number.isInteger(line ?? lineNumber);
}
