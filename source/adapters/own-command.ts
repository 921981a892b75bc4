import { realpathSync } from 'node:fs';
import { findPrograms } from './doctor-files.ts';
import { type SelfCommand, selfCommand } from './runtime.ts';

function realPath(path: string): string | undefined {
	try {
		return realpathSync(path);
	} catch {
		return undefined;
	}
}

/** How other programs start this one: by its name, where that is found on their PATH, else by where it lies. */
export function ownCommand(searchPath: string): SelfCommand {
	const self = selfCommand();
	const own = realPath(self.args.at(-1) ?? self.file);
	const [first] = findPrograms(searchPath);
	return own !== undefined && first && realPath(first.path) === own ? { file: 'murmur8', args: [] } : self;
}
