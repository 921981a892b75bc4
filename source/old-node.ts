/** The first import of the entry: what follows needs a Node that has SQLite without a flag. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
	const { startBinary } = await import('./start-binary.ts');
	await startBinary(process.argv.slice(2));
}
