import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from '../../adapters/environment.ts';
import { readSettingsText } from '../../adapters/files.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import { readUserFile, userSettingsPath } from '../../adapters/settings-files.ts';
import { UserError } from '../spec.ts';

type Content = Readonly<Record<string, unknown>>;

/**
 * Writes the user's own settings anew, as a whole or not at all.
 * @param change what is there to what is to be there
 * @throws UserError where the file is there, but can't be read
 */
export function changeUserFile(environment: Environment, change: (content: Content) => Content): void {
	const path = userSettingsPath(environment);
	const [problem] = readUserFile(environment).file.problems;
	if (problem !== undefined) throw new UserError(problem, `Mend ${path} first; nothing was changed.`, 1);
	const found = readSettingsText(path);
	const content = found.kind === 'text' ? (JSON.parse(found.text) as Content) : {};
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	replaceFile(path, `${JSON.stringify(change(content), null, 2)}\n`, 0o600);
}
