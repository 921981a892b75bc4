const escapeData = (text: string): string =>
	text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** In a property colons and commas mean something, too. */
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * A line of output that GitHub's runner takes as an annotation of the job; others print it as it is.
 * @param properties those without a value are left out
 */
export function workflowCommand(
	level: 'error' | 'warning' | 'notice',
	properties: { readonly file?: string | undefined; readonly title: string },
	message: string,
): string {
	const { file, title } = properties;
	const place = file === undefined ? '' : `file=${escapeProperty(file)},`;
	return `::${level} ${place}title=${escapeProperty(title)}::${escapeData(message)}`;
}
