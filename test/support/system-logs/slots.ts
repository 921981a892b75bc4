import type { Chance } from '../chance.ts';

type Items = readonly [string, ...string[]];
const words = (text: string): Items => text.split(' ') as unknown as Items;

const USERS = words(
	'root admin alice bob carol postgres www-data test1 deploy guest oracle ubuntu jane.doe svc-backup m42',
);
const HOSTS = words(
	'db-primary cache-3 web01 mail.example.com gateway auth.example.com worker-a worker-b node17 storage',
);
const NAMES = words('orders billing search invoices sessions catalog payments users emails metrics audit ledger carts');
const FOLDERS = words('usr var etc opt srv home lib data tmp cache build src');
const FILES = words('config.yml index.ts main.go server.log data.bin libssl.so app.jar schema.sql users.csv README');
const MODULES = words('lodash express react typescript left-pad chalk webpack esbuild vite eslint mocha undici');

const hex = (chance: Chance, length: number): string =>
	Array.from({ length }, () => chance.below(16).toString(16)).join('');
const two = (value: number): string => String(value).padStart(2, '0');
const path = (chance: Chance): string =>
	`/${Array.from({ length: 1 + chance.below(3) }, () => chance.pick(FOLDERS)).join('/')}/${chance.pick(FILES)}`;
const clock = (chance: Chance): string => `${two(chance.below(24))}:${two(chance.below(60))}:${two(chance.below(60))}`;
const list = (chance: Chance, draw: () => string): string =>
	Array.from({ length: 1 + chance.below(4) }, draw).join(', ');

/** What stands for `{name}` in a template. */
const SLOTS: Readonly<Record<string, (chance: Chance) => string>> = {
	user: (chance) => chance.pick(USERS),
	host: (chance) => chance.pick(HOSTS),
	name: (chance) => chance.pick(NAMES),
	module: (chance) => chance.pick(MODULES),
	path,
	file: (chance) => chance.pick(FILES),
	int: (chance) => String(chance.below(10 ** (1 + chance.below(6)))),
	ints: (chance) => list(chance, () => String(chance.below(1000))),
	float: (chance) => (chance.next() * 100).toFixed(2),
	ms: (chance) => `${chance.below(5000)}ms`,
	ip: (chance) => Array.from({ length: 4 }, () => chance.below(256)).join('.'),
	port: (chance) => String(1024 + chance.below(60_000)),
	hex: (chance) => `0x${hex(chance, 8)}`,
	id: (chance) => `${hex(chance, 8)}-${hex(chance, 4)}-4${hex(chance, 3)}-a${hex(chance, 3)}-${hex(chance, 12)}`,
	hash: (chance) => `${chance.below(10)}${hex(chance, 39)}`,
	version: (chance) => `${chance.below(20)}.${chance.below(30)}.${chance.below(10)}`,
	url: (chance) => `https://${chance.pick(HOSTS)}/${chance.pick(NAMES)}/${chance.below(1000)}`,
	clock,
	day: (chance) => `2026-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`,
	month: (chance) => `${chance.pick(words('Jan Mar Jul Oct Nov'))} ${String(1 + chance.below(28)).padStart(2, ' ')}`,
	state: (chance) => chance.pick(words('idle starting ready draining degraded stopped unknown')),
	level: (chance) => chance.pick(words('alpha beta stable')),
	person: (chance) =>
		`${chance.pick(words('Ada Grace Alan Edsger Barbara Ken'))} ${chance.pick(words('Lovelace Hopper Turing Dijkstra Liskov'))}`,
	reason: (chance) =>
		chance.pick(['timed out', 'connection reset by peer', 'broken pipe', 'no such host', 'permission denied']),
	flag: (chance) => chance.pick(words('true false')),
	class: (chance) =>
		`com.example.${chance.pick(NAMES)}.${chance.pick(words('OrderError RateLimit NotFound Conflict BadState Stale'))}`,
	city: (chance) => chance.pick(words('Oslo Lima Cairo Kyoto Quito Turin Perth Delhi Accra Hanoi Porto Bern')),
	block: (chance) => `blk_${chance.below(2) === 0 ? '-' : ''}${chance.below(2 ** 31)}${chance.below(2 ** 31)}`,
};

/** A template with its slots filled. */
export const fill = (template: string, chance: Chance): string =>
	template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const draw = SLOTS[name];
		if (!draw) throw new Error(`no slot ${name}`);
		return draw(chance);
	});
