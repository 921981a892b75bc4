/** What a release's packages are; `libc` as npm reads it. */
export interface PackagePlatform {
	/** As in the name of the binary: `linux-x64`. */
	readonly name: string;
	readonly platform: NodeJS.Platform;
	readonly arch: NodeJS.Architecture;
}

export const PACKAGE_PLATFORMS: readonly PackagePlatform[] = [
	{ name: 'linux-x64', platform: 'linux', arch: 'x64' },
	{ name: 'linux-arm64', platform: 'linux', arch: 'arm64' },
	{ name: 'darwin-arm64', platform: 'darwin', arch: 'arm64' },
	{ name: 'darwin-x64', platform: 'darwin', arch: 'x64' },
	{ name: 'win-x64', platform: 'win32', arch: 'x64' },
];

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
			PACKAGE_PLATFORMS.map((platform) => [platformPackageName(manifest, platform), version]),
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
