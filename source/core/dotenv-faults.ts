const TYPOGRAPHIC_QUOTE = /^[\u00AB\u00BB\u2018-\u201F\u2039\u203A]|[\u00AB\u00BB\u2018-\u201F\u2039\u203A]$/;

/** Such quotes become a part of the value. @param raw what stands behind the `=`, trimmed */
export const isInTypographicQuotes = (raw: string): boolean => TYPOGRAPHIC_QUOTE.test(raw);

/** An unquoted `#` begins a comment even in the middle of a word; behind a space it was meant as one. */
export const isCutShort = (raw: string): boolean => /^[^\s"'`#][^\s#]*#/.test(raw);

/** Keys of the portal are `mm8_` and 64 hexadecimal digits; other receivers have other keys. */
export const isTruncatedKey = (key: string): boolean => key.startsWith('mm8_') && !/^mm8_[0-9a-f]{64}$/.test(key);
