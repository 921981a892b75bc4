import { accessSync, constants, lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readRegularFile } from './files.ts';
import { isInside } from './paths.ts';
import { replaceFile } from './replace-file.ts';

/** Files of the user are edited as latin1: bytes that are no UTF-8 stay as they are. What is added is ASCII. */
const ENCODING = 'latin1';

/**
 * A text file of the user's that is to be edited; undefined where there is none.
 * @throws an error that says why the file is left alone
 */
export function readEditedText(path: string): string | undefined {
	if (!lstatSync(path, { throwIfNoEntry: false })) return undefined;
	const name = basename(path);
	if (!isInside(dirname(path), path)) throw new Error(`${name} is a link that leads out of its folder, or nowhere`);
	accessSync(path, constants.R_OK);
	const bytes = readRegularFile(path);
	if (!bytes) throw new Error(`${name} is not a regular file of a sane size`);
	if (bytes.includes(0)) throw new Error(`${name} is no text file (it holds NUL)`);
	return bytes.toString(ENCODING);
}

/** @param mode of a file that is created @throws the system's error; then the file is as it was */
export const writeEditedText = (path: string, text: string, mode: number): void =>
	replaceFile(path, Buffer.from(text, ENCODING), mode);
