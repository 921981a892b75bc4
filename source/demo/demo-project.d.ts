/** The files of fixtures/demo-project by path, put into the bundle by the build. */
declare module 'virtual:demo-project' {
	const files: Readonly<Record<string, string>>;
	export default files;
}
