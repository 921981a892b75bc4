import { BINARY_TARGETS, type BinaryTarget } from './binary-targets.ts';

/** What a package is told apart by; npm puts it where these fit. */
export type PackagePlatform = Pick<BinaryTarget, 'name' | 'platform' | 'arch'>;

/** The fields of the repository's own package.json that are looked at here. */
export interface RootManifest {
	readonly name: string;
	readonly version: string;
	readonly files: readonly string[];
	readonly [field: string]: unknown;
}

/** The manual page in a package; npm puts it where `man` looks when the package is installed globally. */
export const MANUAL = 'man/murmur8.1';

const SHARED = ['version', 'license', 'keywords'] as const;
const MAIN = ['description', 'type', 'types', 'exports', 'engines'] as const;

const pick = (manifest: RootManifest, fields: readonly string[]) =>
	Object.fromEntries(fields.map((field) => [field, manifest[field]]).filter(([, value]) => value !== undefined));

/** `murmur8` is what people type; the package's own name is free where the npm package murmur8 has the other. */
const commands = (path: string) => ({ murmur8: path, 'murmur8-cli': path });

export const platformPackageName = (manifest: RootManifest, { name }: PackagePlatform): string =>
	`${manifest.name}-${name}`;

export const executableOf = ({ platform }: PackagePlatform): string =>
	platform === 'win32' ? 'bin/murmur8.exe' : 'bin/murmur8';

/** The package with the bundle and the library. It names the others exactly, so that all are of one release. */
export function mainManifest(manifest: RootManifest): object {
	const { version } = manifest;
	return {
		name: manifest.name,
		...pick(manifest, [...SHARED, ...MAIN]),
		bin: commands('dist/murmur8.mjs'),
		man: [MANUAL],
		files: [...manifest.files, MANUAL],
		optionalDependencies: Object.fromEntries(
			BINARY_TARGETS.map((platform) => [platformPackageName(manifest, platform), version]),
		),
	};
}

/** A package with a binary, which npm installs where it fits and nowhere else. */
export function platformManifest(manifest: RootManifest, target: PackagePlatform): object {
	return {
		name: platformPackageName(manifest, target),
		...pick(manifest, SHARED),
		description: `murmur8 as a single binary for ${target.name}`,
		bin: commands(executableOf(target)),
		man: [MANUAL],
		files: ['bin', MANUAL, 'THIRD-PARTY-LICENSES.txt'],
		os: [target.platform],
		cpu: [target.arch],
		...(target.platform === 'linux' ? { libc: ['glibc'] } : {}),
		// Yarn keeps packages packed otherwise, and a packed program can't be started.
		preferUnplugged: true,
	};
}
