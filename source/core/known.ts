/** Drops keys whose value is undefined, so that what is unknown is absent instead of null or 0. */
export function known<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
	return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
