/** commands/report/worker.ts as one script, put into the bundle by the build: in the binary there is no file. */
declare module 'virtual:report-worker' {
	const source: string;
	export default source;
}
