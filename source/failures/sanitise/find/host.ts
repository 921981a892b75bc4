import { ALNUM, byteSet, DIGIT, invert, LETTER, skip, skipBack } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';

const HOST = byteSet('a-zA-Z0-9.-');
const LABEL = byteSet('a-zA-Z0-9-');
const EDGE = byteSet('.-');
const NOT_UPPER = invert(byteSet('A-Z'));
const NOT_LOWER = invert(byteSet('a-z'));
const DOT = 0x2e;
const COLON = 0x3a;

/** Words before `.internal` and its like in the names of packages and in code: `jdk.internal`, `this.local`. */
const CODE_WORDS = new WordSet(
	`this self module sun jdk java javax node kotlin org com net package pkg window exports cls super it obj object
	std core android scala clojure react config settings app lib src test types utils process document docker-compose
	env compose vitest jest tsconfig appsettings application data state props ctx git github npm state internal`,
);

/** Ends of public names behind a private part: jenkins.corp.example.com */
const PUBLIC_ENDS = new WordSet('com net org io dev co cloud de uk eu us fr nl ch at se jp in au ca info biz tech app');

const CLUSTER = new WordSet('cluster cluster.local');

const hasBothCases = (view: View, start: number, end: number): boolean =>
	skip(view.bytes, NOT_UPPER, start, end) < end && skip(view.bytes, NOT_LOWER, start, end) < end;

/** Where the name that the private ending begins at `end` belongs to ends; -1 where it is no host. */
function nameEnd(view: View, end: number): number {
	const behind = view.at(end);
	if (behind !== DOT || ALNUM[view.at(end + 1)] !== 1)
		return LABEL[behind] === 1 || behind === 0x5f || behind === 0x28 ? -1 : end;
	const stop = skip(view.bytes, HOST, end, view.to, 128);
	const to = view.at(stop - 1) === DOT ? stop - 1 : stop;
	if (CLUSTER.has(view.bytes, end + 1, to)) return to;
	// Reverse names of packages: com.sun.internal.x
	const last = skipBack(view.bytes, LABEL, end, to);
	return last > end + 1 && PUBLIC_ENDS.has(view.bytes, last, to) ? to : -1;
}

/** A host whose name ends as no public one does: `*.internal`, `*.local`, `*.svc.cluster.local`. */
export const findPrivateHost: Finder = (view, at, end, report) => {
	if (view.hosts.isExhausted(at)) return;
	const to = nameEnd(view, end);
	if (view.hosts.isOver(at, skip(view.bytes, HOST, end, view.to, 128)) || to < 0) return;
	const start = skipBack(view.bytes, HOST, view.from, at, 128);
	const from = skip(view.bytes, EDGE, start, at);
	const before = view.at(start - 1);
	if (from >= at || from !== start || view.at(at - 1) === DOT) return;
	if (before === 0x5f || before === 0x24 || before === 0x5c || (before === 0x2f && view.at(start - 2) !== 0x2f)) return;
	const first = skip(view.bytes, LABEL, from, at);
	const isUrl = before === 0x2f;
	const isAddress = isUrl || before === 0x40 || view.at(to) === COLON;
	if (!isUrl && CODE_WORDS.has(view.bytes, from, first)) return;
	// `fooBar.local` is code, `SRV01.CORP`, `db-1.local` and `Janes-MacBook.local` are hosts.
	if (!isAddress && skip(view.bytes, ALNUM, from, first) === first && hasBothCases(view, from, first)) return;
	if (end - at === 4 && first === at && !isAddress && view.at(at + 1) === 0x73) return;
	report(from, to);
};

/** Ports of services: elsewhere `name:number` is a line, a count or a tag. */
const PORTS = new WordSet(
	`22 25 80 110 111 143 161 389 443 445 465 514 587 636 993 995 1080 1433 1521 1883 2049 2181 2375 2376 2379 2380 3000 3001
	3100 3128 3268 3306 3389 4000 4200 4222 4317 4318 4369 4443 4444 5000 5001 5044 5050 5060 5173 5432 5433 5434 5601 5671
	5672 5900 5984 5985 6000 6066 6379 6380 6432 6443 6650 7000 7001 7077 7474 7687 8000 8001 8008 8080 8081 8082 8083 8086
	8088 8089 8090 8123 8125 8126 8140 8161 8200 8300 8333 8443 8500 8529 8600 8686 8761 8765 8787 8834 8848 8880 8888 8983
	9000 9001 9042 9043 9080 9090 9091 9092 9093 9094 9100 9160 9200 9300 9418 9411 9443 9600 9870 9876 9990 9999 10000 10250
	10255 11211 11434 14250 14268 15672 16379 16686 19092 26257 26379 27017 27018 27019 28015 29092 30000 32400 33060 35357
	49152 50000 50051 50070 54321 61613 61616`,
);

/** Words that stand before a number and are no host. */
const NOT_HOSTS = new WordSet(
	`localhost line lines port ports error errors warning warnings count total col column row exit code status http https
	tcp udp line-number pid id size time ms took tests passed failed size bytes errno step level test node python ruby golang
	redis-server`,
);

/** A single name with a port: `redis:6379`. Called at every colon before a digit. */
export const findHostWithPort: Finder = (view, at, _end, report) => {
	const port = at + 1;
	if (DIGIT[view.at(port + 1)] !== 1) return;
	if (ALNUM[view.at(at - 1)] !== 1) return;
	const portEnd = skip(view.bytes, DIGIT, port, view.to, 6);
	if (
		portEnd - port > 5 ||
		ALNUM[view.at(portEnd)] === 1 ||
		(view.at(portEnd) === 0x2e && ALNUM[view.at(portEnd + 1)] === 1)
	)
		return;
	// A line and its column: name:80:5
	if (view.at(portEnd) === COLON && DIGIT[view.at(portEnd + 1)] === 1) return;
	const start = skipBack(view.bytes, LABEL, view.from, at, 64);
	const before = view.at(start - 1);
	if (LETTER[view.at(start)] !== 1 || at - start < 2) return;
	if (
		before === DOT ||
		before === 0x5f ||
		before === 0x3c ||
		before === 0x24 ||
		before === 0x7b ||
		before === 0x5c ||
		before === 0x2d
	)
		return;
	if (NOT_HOSTS.has(view.bytes, start, at)) return;
	const isUrl = (before === 0x2f && view.at(start - 2) === 0x2f) || before === 0x40;
	if (before === 0x2f && !isUrl) return;
	if (!isUrl && !PORTS.has(view.bytes, port, portEnd)) return;
	// `Width:3000`: a name with a capital is a word.
	if (!isUrl && hasBothCases(view, start, at)) return;
	report(start, at);
};
