/** `[::1]:8125` → `::1` and 8125; the settings' parser has seen to the form. */
export function hostAndPort(endpoint: string): { readonly host: string; readonly port: number } {
	const colon = endpoint.lastIndexOf(':');
	return { host: endpoint.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(endpoint.slice(colon + 1)) };
}
