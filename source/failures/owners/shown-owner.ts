import { toPrintableLine } from '../../core/text.ts';

/** Addresses that hosts give out in place of people's own; they hold the handle. */
const NO_REPLY = /^(?:\d+[+-])?([^@+]+)@users\.noreply\.(?:github|gitlab)\.com$/i;
const HANDLE = /^@{1,2}[^\s@]+$/;
const HASH_LENGTH = 10;

/**
 * How an owner may be shown: `@handle`, or `person-` and a hash; never a name, never an e-mail address.
 * @param owner a handle or an address
 * @param hash of a text, in hexadecimal digits; the same person is the same hash in every report
 */
export function shownOwner(owner: string, hash: (text: string) => string): string {
	if (HANDLE.test(owner)) return toPrintableLine(owner, 100);
	const handle = NO_REPLY.exec(owner)?.[1];
	return handle === undefined
		? `person-${hash(owner.toLowerCase()).slice(0, HASH_LENGTH)}`
		: `@${toPrintableLine(handle, 99)}`;
}
