import { dirname, sep } from 'node:path';
import { readRegularFile } from '../adapters/files.ts';
import type { SettingInputs } from '../core/settings/resolve.ts';
import { type Analysis, analyse } from './analysis.ts';
import { FileIndex } from './index-of-files.ts';
import { type ProjectFile, projectFiles } from './project-files.ts';

export interface WorkspaceParts {
	/** Texts of all settings of the project that a folder belongs to. */
	readonly readInputs: (folder: string) => SettingInputs;
	/** The text of a file that is open in the editor. */
	readonly openText: (path: string) => string | undefined;
	/** Called with every file whose diagnostics may have changed. */
	readonly publish: (path: string) => void;
}

/** The files of a workspace, as they are in the editor or else on disk. */
export class Workspace {
	readonly files = new FileIndex();
	readonly #parts: WorkspaceParts;

	constructor(parts: WorkspaceParts) {
		this.#parts = parts;
	}

	#analysisOf(file: ProjectFile): Analysis | undefined {
		const text = this.#parts.openText(file.path) ?? readRegularFile(file.path)?.toString('utf8');
		if (text === undefined) return undefined;
		return analyse(file, text, (path) => this.#parts.readInputs(dirname(path)));
	}

	/** Looks at a file again, which may have come or gone. */
	refresh(file: ProjectFile): void {
		for (const path of this.files.put(file.path, this.#analysisOf(file))) this.#parts.publish(path);
		// What a line of `.env` does depends on the other settings.
		if (file.kind === 'settings') this.#refreshKind('dotenv');
	}

	#refreshKind(kind: ProjectFile['kind']): void {
		for (const path of this.files.paths()) {
			const file = this.files.get(path)?.file;
			if (file?.kind === kind) this.refresh(file);
		}
	}

	/** Looks at all files of a project. Each is told of once, when all are known. */
	addProject(root: string): void {
		const touched = projectFiles(root).flatMap((file) => {
			// The editor knows an open file by a name of its own.
			const known = this.files.get(file.path)?.file ?? file;
			return [...this.files.put(file.path, this.#analysisOf(known))];
		});
		for (const path of new Set(touched)) this.#parts.publish(path);
	}

	/** Forgets the files below a folder, but for those that are open. */
	removeFolder(folder: string): void {
		for (const path of this.files.paths()) {
			if (!path.startsWith(folder + sep) || this.#parts.openText(path) !== undefined) continue;
			for (const touched of this.files.put(path, undefined)) this.#parts.publish(touched);
		}
	}
}
