/**
 * Imported before React, which looks once: its development build keeps a performance entry of every render for ever.
 * The bundle has it defined too; this is for whoever runs the sources. Set where screens are drawn and nowhere else,
 * because programs that other commands start must not inherit it.
 */
// biome-ignore lint/style/noRestrictedGlobals: React reads it there, nothing can be passed in
Object.assign(process.env, { NODE_ENV: 'production' });
