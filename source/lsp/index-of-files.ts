import { basename, dirname } from 'node:path';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type Analysis, SOURCE } from './analysis.ts';

const MOST_RELATED = 10;

const idKey = ({ file, id }: Analysis) => (id ? `${file.root}\n${id.value.toLowerCase()}` : undefined);

const folderOf = ({ file }: Analysis) => basename(dirname(file.path));

/** What is known of all files together. Every change says whose diagnostics may be others now. */
export class FileIndex {
	readonly #analyses = new Map<string, Analysis>();
	/** Paths of the specs that have an id. */
	readonly #byId = new Map<string, Set<string>>();

	get(path: string): Analysis | undefined {
		return this.#analyses.get(path);
	}

	paths(): readonly string[] {
		return [...this.#analyses.keys()];
	}

	#sharing(key: string | undefined): readonly string[] {
		return key === undefined ? [] : [...(this.#byId.get(key) ?? [])];
	}

	/** @returns the paths whose diagnostics may have changed, its own among them */
	put(path: string, analysis: Analysis | undefined): ReadonlySet<string> {
		const before = this.#analyses.get(path);
		const [oldKey, newKey] = [before && idKey(before), analysis && idKey(analysis)];
		const touched = new Set([path]);
		if (oldKey !== newKey) {
			if (oldKey !== undefined) {
				const sharing = this.#byId.get(oldKey);
				sharing?.delete(path);
				if (sharing?.size === 0) this.#byId.delete(oldKey);
			}
			for (const other of [...this.#sharing(oldKey), ...this.#sharing(newKey)]) touched.add(other);
			if (newKey !== undefined) this.#byId.set(newKey, (this.#byId.get(newKey) ?? new Set()).add(path));
		}
		if (analysis) this.#analyses.set(path, analysis);
		else this.#analyses.delete(path);
		return touched;
	}

	#duplicate(analysis: Analysis): readonly Diagnostic[] {
		const others = this.#sharing(idKey(analysis))
			.filter((path) => path !== analysis.file.path)
			.flatMap((path) => this.#analyses.get(path) ?? []);
		if (!analysis.id || others.length === 0) return [];
		return [
			{
				range: analysis.id.range,
				severity: DiagnosticSeverity.Error,
				code: 'feature-id-duplicate',
				source: SOURCE,
				message: `This featureId is also that of ${others.map(folderOf).slice(0, MOST_RELATED).join(', ')}: their runs can't be told apart`,
				relatedInformation: others
					.slice(0, MOST_RELATED)
					.flatMap(({ file, id }) =>
						id ? [{ location: { uri: file.uri, range: id.range }, message: 'the same featureId' }] : [],
					),
			},
		];
	}

	/** Everything that there is to say of a file. */
	diagnosticsOf(path: string): readonly Diagnostic[] {
		const analysis = this.#analyses.get(path);
		return analysis ? [...analysis.diagnostics, ...this.#duplicate(analysis)] : [];
	}
}
