declare const MURMUR8_VERSION: string;

/** How the library names itself to receivers. */
export const USER_AGENT = `murmur8/${typeof MURMUR8_VERSION === 'string' ? MURMUR8_VERSION : '0.0.0-source'}`;
