/** What a test case of JUnit XML says of itself. */
export interface TestCase {
	readonly className: string;
	readonly name: string;
	/** Where the test stands, if that is told. */
	readonly file: string;
	/** Whether Node's own runner wrote it: its logs name a test by its own title alone. */
	readonly isNode: boolean;
	/** Whether its failure is one of Python. */
	readonly isPython: boolean;
}

const isFile = (name: string): boolean => /\.[cm]?[jt]sx?$/.test(name);

const CLASS = /^(?:[a-z_][\w$]*\.)*[A-Z][\w$.]*$/;
/** And what it was called with. */
const METHOD = /^[\w$]+(?:[([].*)?$/;

/** Without the module that a class of Python stands in: modules are written small, classes are not. */
function pythonClass(className: string): readonly string[] {
	const parts = className.split('.');
	const first = parts.findIndex((part) => /^[A-Z]/.test(part));
	return first < 0 ? [] : parts.slice(first);
}

/**
 * The titles of a test. What `classname` and `name` are is every producer's own idea: a class and its method, a file and
 * all titles, all titles twice, all titles and the last one.
 */
export function junitTitles({ className, name, isNode, isPython }: TestCase): readonly string[] {
	if (isNode || className === '' || className.trim() === name.trim()) return [name];
	if (isPython) return [...pythonClass(className), name];
	if (isFile(className)) return [className, name];
	if (name.endsWith(` ${className}`) || name.startsWith(`${className} `)) return [name];
	// A class, as the JVM and .NET name them, and its method.
	if (CLASS.test(className) && METHOD.test(name)) return [`${className}.${name}`];
	return [className, name];
}
