import type { Chance } from '../../test/support/chance.ts';
import { drawn } from '../../test/support/drawn.ts';

type Maker = (chance: Chance) => string;

const n = (chance: Chance, most: number): number => 1 + chance.below(most);
const hex = (chance: Chance, length: number): string => drawn('hex', length, chance.below(1e6));
const word = (chance: Chance): string =>
	chance.pick(['orders', 'billing', 'search', 'catalog', 'session', 'report', 'worker']);

/** Lines of ordinary builds, as npm, Maven, cargo, go, pytest, webpack, Docker, git and CI itself write them. */
const LINES: readonly Maker[] = [
	(c) => `added ${n(c, 2000)} packages, and audited ${n(c, 2000)} packages in ${n(c, 60)}s`,
	(c) =>
		`npm warn deprecated ${word(c)}@${n(c, 9)}.${n(c, 20)}.${n(c, 9)}: This module is not supported, and leaks memory.`,
	(c) => `npm http fetch GET 200 https://registry.npmjs.org/@acme%2f${word(c)} ${n(c, 900)}ms (cache miss)`,
	(c) => `npm notice shasum: ${hex(c, 40)}`,
	(c) => `npm notice integrity: sha512-${drawn('base64', 12, c.below(1e6))}[...]${drawn('base64', 13, c.below(1e6))}==`,
	(c) => ` ✓ test/${word(c)}/money.test.ts (${n(c, 40)} tests) ${n(c, 900)}ms`,
	(c) => ` PASS  src/components/${word(c)}/Button.test.tsx (${n(c, 9)}.${n(c, 999)} s)`,
	(c) =>
		`[INFO] Downloading from central: https://repo.maven.apache.org/maven2/org/apache/maven/plugins/maven-${word(c)}-plugin/3.${n(c, 9)}.0/maven-${word(c)}-plugin-3.2.0.pom`,
	(c) =>
		`[INFO] Tests run: ${n(c, 200)}, Failures: 0, Errors: 0, Skipped: ${n(c, 3)}, Time elapsed: ${n(c, 9)}.${n(c, 999)} s -- in com.acme.${word(c)}.HandlerTest`,
	(c) =>
		`[WARNING] /builds/acme/widgets/src/main/java/com/acme/${word(c)}/Main.java:[${n(c, 300)},${n(c, 80)}] deprecated API`,
	(c) => `   Compiling ${word(c)}_derive v1.0.${n(c, 200)}`,
	(c) => `warning: unused variable: \`${word(c)}\` --> src/${word(c)}.rs:${n(c, 300)}:${n(c, 80)}`,
	(c) => `test ${word(c)}::tests::returns_none_for_missing ... ok`,
	(c) => `=== RUN   Test${word(c)}/returns_${n(c, 500)}`,
	(c) => `--- PASS: TestHandler (0.0${n(c, 9)}s)`,
	(c) => `ok  \tgithub.com/acme/widgets/internal/${word(c)}\t0.${n(c, 999)}s\tcoverage: ${n(c, 99)}.4% of statements`,
	(c) => `go: downloading golang.org/x/sys v0.${n(c, 30)}.0`,
	(c) => `tests/test_${word(c)}.py::TestLogin::test_rejects_wrong_password PASSED                 [ ${n(c, 99)}%]`,
	(c) =>
		`Requirement already satisfied: ${word(c)}>=2.${n(c, 9)} in /usr/lib/python3/dist-packages (from acme==1.0.${n(c, 9)})`,
	(c) => `asset main.${hex(c, 20)}.js ${n(c, 900)} KiB [emitted] [minimized] [immutable] (name: main)`,
	(c) => `webpack 5.9${n(c, 9)}.0 compiled with ${n(c, 4)} warnings in ${n(c, 9000)} ms`,
	(c) => `error TS2322: Type 'string' is not assignable to type 'number'. src/${word(c)}.ts(${n(c, 300)},${n(c, 80)})`,
	(c) => `    at Object.<anonymous> (/builds/acme/widgets/src/${word(c)}/index.ts:${n(c, 400)}:${n(c, 80)})`,
	() => '    at processTicksAndRejections (node:internal/process/task_queues:95:5)',
	(c) => `Step ${n(c, 12)}/12 : RUN apt-get update && apt-get install -y curl git`,
	(c) => ` ---> ${hex(c, 12)}`,
	(c) => `${hex(c, 12)}: Pull complete`,
	(c) => `Digest: sha256:${hex(c, 64)}`,
	(c) => `#${n(c, 30)} [build ${n(c, 9)}/9] COPY --from=deps /app/node_modules ./node_modules`,
	(c) => `remote: Compressing objects: 100% (${n(c, 99)}/99), done.`,
	(c) => `HEAD is now at ${hex(c, 7)} fix(${word(c)}): keep the order`,
	(c) => `Download action repository 'actions/checkout@v4' (SHA:${hex(c, 40)})`,
	(c) => `Cache restored from key: Linux-npm-${hex(c, 64)}`,
	(c) => `##[group]Run npm run build --workspace @acme/${word(c)}`,
	() => '##[endgroup]',
	(c) => `DEBUG request handled method=GET path=/api/v1/${word(c)} status=200 duration=${n(c, 99)}.${n(c, 9)}ms`,
	(c) => `> Task :app:compile${word(c)}Kotlin UP-TO-DATE`,
	(c) =>
		`Get:${n(c, 40)} http://deb.debian.org/debian bookworm/main amd64 lib${word(c)} amd64 1.${n(c, 9)}.0-2 [${n(c, 900)} kB]`,
	(c) => `\u001b[32m✔\u001b[39m built in ${n(c, 9)}.${n(c, 99)}s \u001b[2m(${n(c, 400)} modules)\u001b[22m`,
];

/** Of the lines above, those that no successful build prints. */
const FAILED = /error TS\d|^\S+ +at /;

/** One line of a build that succeeds, with the time that CI puts in front. */
export function successfulLine(chance: Chance): string {
	const line = ordinaryLine(chance);
	return FAILED.test(line) ? successfulLine(chance) : line;
}

/** One ordinary line, with the time that CI puts in front. */
export function ordinaryLine(chance: Chance): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const time = `2026-11-21T10:${two(chance.below(60))}:${two(chance.below(60))}.${String(chance.below(1e7)).padStart(7, '0')}Z`;
	return `${time} ${LINES[chance.below(LINES.length)]?.(chance) ?? ''}`;
}
