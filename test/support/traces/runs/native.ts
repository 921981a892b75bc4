import type { FailingRun } from '../failing-run.ts';

const CARGO = {
	'Cargo.toml': '[package]\nname = "cart"\nversion = "0.1.0"\nedition = "2021"\n',
	'src/lib.rs': `pub fn first(prices: &[u32]) -> u32 { prices[0] }
#[cfg(test)]
mod tests {
    #[test]
    fn adds_prices() { assert_eq!(1 + 1, 3); }
    #[test]
    fn has_a_first() { super::first(&[]); }
    #[test]
    fn passes() {}
}
`,
};
const CARGO_FAILURES: FailingRun['failures'] = [
	{ test: 'tests::adds_prices', className: 'panic', at: '<anonymous>@lib.rs' },
	{ test: 'tests::has_a_first', className: 'panic', at: '<anonymous>@lib.rs' },
];

const cargo = (args: string, backtrace = '0'): FailingRun => ({
	name: `cargo test ${args}, RUST_BACKTRACE=${backtrace}`,
	family: 'cargo',
	tool: ['cargo', '--version'],
	files: CARGO,
	command: ['cargo', 'test', '--offline', ...args.split(' ').filter(Boolean)],
	env: { RUST_BACKTRACE: backtrace },
	failures: CARGO_FAILURES,
});

/** Rust, C, make and shells. */
export const NATIVE_RUNS: readonly FailingRun[] = [
	cargo(''),
	cargo('', '1'),
	cargo('--color always'),
	cargo('-- --format terse'),
	// Not `--nocapture`: with one thread Rust before 1.73 does not say which test panicked, with two their lines mix.
	cargo('-- --show-output --test-threads 1'),
	{
		name: 'cargo build',
		tool: ['cargo', '--version'],
		files: { ...CARGO, 'src/lib.rs': 'pub fn one() -> u32 { "x" }\npub fn two() -> u32 { missing }\n' },
		command: ['cargo', 'build', '--offline'],
		failures: [
			{ className: 'E0425', at: '<anonymous>@lib.rs' },
			{ className: 'E0308', at: '<anonymous>@lib.rs' },
		],
	},
	{
		name: 'gcc',
		tool: ['gcc', '--version'],
		files: { 'a.c': 'int main(void) { return missing; }\n' },
		command: ['gcc', '-c', 'a.c', '-o', 'a.o'],
		failures: [{ className: '', at: '<anonymous>@a.c' }],
	},
	{
		name: 'make and a shell',
		tool: ['make', '--version'],
		files: { Makefile: 'all:\n\tno-such-program-here\n' },
		command: ['make'],
		failures: [{ className: 'make', at: 'all@Makefile' }],
	},
];
