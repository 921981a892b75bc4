import { os } from './builtin.ts';

let name: string | undefined;

/** The operating system's name of this user; the number where it has none, as in many containers. */
export function osUser(): string {
	if (name === undefined) {
		try {
			name = os().userInfo().username;
		} catch {
			name = String(process.getuid?.() ?? '');
		}
	}
	return name;
}
