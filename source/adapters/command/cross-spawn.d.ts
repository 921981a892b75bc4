/** The part of cross-spawn that is used here: what it would start. */
declare module 'cross-spawn' {
	interface Parsed {
		readonly command: string;
		readonly args: readonly string[];
		readonly options: { readonly windowsVerbatimArguments?: boolean };
		/** The file that was found. */
		readonly file: string | null | undefined;
	}
	const crossSpawn: {
		readonly _parse: (
			command: string,
			args: readonly string[],
			options: { readonly env: Readonly<Record<string, string | undefined>> },
		) => Parsed;
	};
	export default crossSpawn;
}
