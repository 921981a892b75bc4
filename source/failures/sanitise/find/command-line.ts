import { byteSet, invert, isTextAt, skip } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';

const SPACES = byteSet(' \t=');
const WORD = invert(byteSet(' \t\r\n"\'`<>|;'));
const NOT_LINE_END = invert(byteSet('\r\n'));
const NOT_COLON = invert(byteSet(':\n'));
const PORTS = byteSet('0-9:');
const QUOTED = { 34: invert(byteSet('\n"')), 39: invert(byteSet("\n'")) } as const;
const DIGITS_ONLY = byteSet('0-9:.');

function argument(view: View, from: number): readonly [start: number, end: number] {
	const start = skip(view.bytes, SPACES, from, view.to, 4);
	const quote = view.at(start);
	if (quote !== 0x22 && quote !== 0x27) {
		const end = skip(view.bytes, WORD, start, view.to, 256);
		// user:'password'
		const isGlued = view.at(end - 1) === 0x3a && (view.at(end) === 0x22 || view.at(end) === 0x27);
		return [start, isGlued ? skip(view.bytes, WORD, end + 1, view.to, 256) : end];
	}
	const end = skip(view.bytes, QUOTED[quote], start + 1, view.to, 256);
	return [start + 1, end];
}

const isReference = (view: View, start: number): boolean => '$<{*[-%'.includes(String.fromCharCode(view.at(start)));

/** `-u name:password`, `--user name:password`: the password. */
export const findUserFlag: Finder = (view, _at, end, report) => {
	const next = view.at(end);
	if (next !== 0x20 && next !== 0x3d && next !== 0x09 && next !== 0x22 && next !== 0x27) return;
	const [start, stop] = argument(view, end);
	const colon = skip(view.bytes, NOT_COLON, start, stop);
	// A key may stand alone on either side: `key:`, `:key`; before a placeholder it does not.
	if (colon === stop - 1 && stop - start >= 9 && view.at(colon) === 0x3a && view.at(stop) !== 0x3c) {
		if (!isReference(view, start) && randomness(view.bytes, start, colon) > 4) report(start, colon);
		return;
	}
	if (colon >= stop - 1 || isReference(view, colon + 1)) return;
	// `docker run -u 1000:1000`, `--user https://…`
	if (skip(view.bytes, DIGITS_ONLY, start, stop) === stop || isTextAt(view.bytes, '//', colon + 1, stop)) return;
	report(colon + 1, stop);
};

/** Programs that take a password behind a flag of one letter; the flag, and whether the value may be glued to it. */
const FLAGS: readonly (readonly [program: RegExp, flag: string, isGlued: boolean])[] = [
	[/^mysql|^mariadb/, ' -p', true],
	[/^sshpass/, ' -p', true],
	[/^docker login|^podman login|^helm registry login|^az acr login|^mongo|^ldap|^oc login|^smbclient|^7z/, ' -p', true],
	[/^redis-cli/, ' -a', false],
	[/^ldap/, ' -w', false],
	[/^sqlcmd|^osql|^bcp /, ' -P', true],
];

/** The programs' names, which are what to look for. */
export const PROGRAMS = [
	'mysql',
	'mariadb',
	'sshpass',
	'docker login',
	'podman login',
	'helm registry login',
	'az acr login',
	'mongo',
	'oc login',
	'redis-cli',
	'ldapsearch',
	'ldapmodify',
	'ldapadd',
	'sqlcmd',
	'osql',
	'bcp ',
	'smbclient',
];

/** `mysql -pS3cret`, `sshpass -p …`, `docker login -p …` */
export const findProgramPassword: Finder = (view, at, end, report) => {
	if (at < view.judged.command) return;
	const stop = skip(view.bytes, NOT_LINE_END, end, view.to, 400);
	view.judged.command = stop;
	const text = textOf(view.bytes, at, stop);
	const program = text.slice(0, 24).toLowerCase();
	for (const [name, flag, isGlued] of FLAGS) {
		const place = name.test(program) ? text.indexOf(flag) : -1;
		if (place < 0) continue;
		const behind = at + place + flag.length;
		const isSpaced = view.at(behind) === 0x20 || view.at(behind) === 0x09;
		if (!isSpaced && !isGlued) continue;
		const [start, valueEnd] = argument(view, behind);
		if (valueEnd - start < 3 || isReference(view, start)) continue;
		if (skip(view.bytes, PORTS, start, valueEnd) < valueEnd || program.startsWith('sshpass')) report(start, valueEnd);
	}
};
