/**
 * Sets one variable in the text of a `.env` file; all other characters stay. An assignment that is there is replaced
 * in its place (the last one, which is the one that counts), else a line is added: below a commented template line of
 * that name, or at the end.
 * @param value undefined takes the assignment out
 * @returns undefined where the value can't be written on one line of such a file
 */
export function setDotenvVariable(text: string, variable: string, value: string | undefined): string | undefined {
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const lines = text.split(/(?<=\n)/);
	const assignment = new RegExp(`^\\uFEFF?\\s*(?:export\\s+)?${variable}\\s*=`);
	const found = lines.findLastIndex((line) => assignment.test(line));
	if (value === undefined) return found < 0 ? text : lines.toSpliced(found, 1).join('');
	const quoted = quote(value);
	if (quoted === undefined) return undefined;
	if (found >= 0) {
		const line = lines[found] ?? '';
		const prefix = /^\uFEFF?\s*(?:export\s+)?/.exec(line)?.[0] ?? '';
		return lines.toSpliced(found, 1, `${prefix}${variable}=${quoted}${/\r?\n$/.exec(line)?.[0] ?? ''}`).join('');
	}
	const template = lines.findLastIndex((line) => line.trimStart().startsWith(`# ${variable}=`));
	const at = template < 0 ? lines.length : template + 1;
	const before = lines.slice(0, at).join('');
	const separator = before === '' || before.endsWith('\n') ? '' : lineEnd;
	return `${before}${separator}${variable}=${quoted}${lineEnd}${lines.slice(at).join('')}`;
}

/** The value as `.env` parsers read it back: plain where that is safe, else in quotes that it does not hold. */
function quote(value: string): string | undefined {
	if (/[\r\n\0]/.test(value)) return undefined;
	if (/^[^\s#"'`\\$]+$/.test(value)) return value;
	const mark = ['"', "'", '`'].find(
		(candidate) => !value.includes(candidate) && !(candidate === '"' && value.includes('\\')),
	);
	return mark === undefined ? undefined : `${mark}${value}${mark}`;
}
