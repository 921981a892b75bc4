import { createChance } from './chance.ts';

/** Characters that values are drawn from. No value that looks like a secret stands in the sources. */
export const ALPHABETS = {
	digit: '0123456789',
	hex: '0123456789abcdef',
	HEX: '0123456789ABCDEF',
	lower: 'abcdefghijklmnopqrstuvwxyz',
	base36: 'abcdefghijklmnopqrstuvwxyz0123456789',
	upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
	alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
	base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
	base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const;

export type Alphabet = keyof typeof ALPHABETS;

/** `length` characters by chance, the same for the same seed. */
export function drawn(alphabet: Alphabet, length: number, seed: number): string {
	const { below } = createChance(seed * 7919 + length);
	const characters = ALPHABETS[alphabet];
	return Array.from({ length }, () => characters[below(characters.length)]).join('');
}

/** Fills `{alnum:20}` with characters by chance, and `{label}` with the name of a private key. */
export function expand(template: string, seed: number): string {
	return template
		.replaceAll('{label}', ['RSA', 'PRIVATE', 'KEY'].join(' '))
		.replace(/\{(\w+):(\d+)\}/g, (_, alphabet: Alphabet, length: string) => drawn(alphabet, Number(length), seed + 11));
}
