import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCHES, type BenchName, ROWS, type RowId, rowIds } from './rows.ts';
import { keepFigures, keptFigures, renderSummary, summaryJson, writeSummary } from './summary.ts';
import { figuresFile, readFigures } from './support/figures.ts';
import { binary, bundle } from './support/references.ts';

/**
 * `npm run bench`: every row of the table, bench after bench, each in a process of its own.
 *
 *   --list               the rows, and which bench measures each
 *   --only <row|bench,…> only these
 *   --quick              for CI: ratios against bench/baseline.json (bench/quick.ts)
 *   --faults, --screens, --exec   these benches alone, with their own options
 *   --write              the figures into docs/benchmarks.json, the tables into docs/benchmarks.md
 *   --json               the figures on stdout; progress and tables on stderr
 */
const argv = process.argv.slice(2);
const has = (flag: string) => argv.includes(flag);

/** Another bench in this one's place: it reads its own options. */
function become(name: string): never {
	const args = argv.filter((word) => word !== `--${name}`);
	const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args], {
		stdio: 'inherit',
	});
	process.exit(status ?? 1);
}
for (const name of ['quick', 'faults', 'screens', 'exec']) if (has(`--${name}`)) become(name);

const optionOf = (flag: string) => argv.find((_, place) => argv[place - 1] === flag);

function refuse(message: string, hint: string): never {
	console.error(`bench: ${message}\n  ${hint}`);
	process.exit(2);
}

/** @param asked rows or benches; none for all */
function chosenRows(asked: readonly string[]): readonly RowId[] {
	const unknown = asked.find((word) => !Object.hasOwn(ROWS, word) && !Object.hasOwn(BENCHES, word));
	if (unknown !== undefined) refuse(`no row or bench ${JSON.stringify(unknown)}`, 'See: npm run bench -- --list');
	return rowIds.filter((id) => asked.length === 0 || asked.includes(id) || asked.includes(ROWS[id].bench));
}

if (has('--list')) {
	for (const id of rowIds) console.log(`${id.padEnd(20)} ${ROWS[id].bench.padEnd(10)} ${ROWS[id].what}`);
	process.exit(0);
}
const known = new Set(['--only', '--write', '--json', optionOf('--only')]);
const stranger = argv.find((word) => !known.has(word));
if (stranger !== undefined) refuse(`unknown option ${JSON.stringify(stranger)}`, 'See: bench/run.ts');
for (const file of [bundle, binary]) {
	if (!existsSync(file)) refuse(`${file} is missing`, 'Run: npm run build && npm run binary');
}

const ids = chosenRows((optionOf('--only') ?? '').split(',').filter((word) => word !== ''));
const benches = [...new Set<BenchName>(ids.map((id) => ROWS[id].bench))];
const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-figures-'));
const failed: BenchName[] = [];
try {
	for (const bench of benches) {
		console.error(`\n${bench}: node bench/${bench}.ts ${BENCHES[bench].join(' ')}`);
		const args = [join(import.meta.dirname, `${bench}.ts`), ...BENCHES[bench], ...(has('--write') ? ['--write'] : [])];
		const env = { ...process.env, ...figuresFile(join(folder, bench)) };
		// Tables of the benches are progress here.
		const { status } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 2, 2] });
		if (status !== 0) failed.push(bench);
	}
	const measured = benches.flatMap((bench) => readFigures(join(folder, bench)));
	const figures = has('--write') ? keepFigures(measured) : measured;
	if (has('--write')) writeSummary(figures);
	console.log(has('--json') ? summaryJson(measured) : renderSummary(has('--write') ? keptFigures() : measured));
} finally {
	rmSync(folder, { recursive: true, force: true });
}
if (failed.length > 0) console.error(`\nThese benches failed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
