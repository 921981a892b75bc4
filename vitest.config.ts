import { defineConfig } from 'vitest/config';

/** Screens are tested with the React that they run with; left alone, tests would be compiled for its other build. */
const oxc = { jsx: { runtime: 'automatic', development: false } } as const;

export default defineConfig({
	test: {
		// Measured where it is asked for (scripts/test.ts): what runs in the test runner's own processes.
		coverage: {
			provider: 'v8',
			include: ['source/**/*.{ts,tsx}'],
			exclude: ['**/*.d.ts'],
			reporter: ['json'],
			reportOnFailure: true,
		},
		projects: [
			{
				oxc,
				test: {
					name: 'unit',
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: ['test/e2e/**', 'test/faults/**'],
					// Measuring coverage on a busy machine takes its time too.
					testTimeout: 60_000,
				},
			},
			{
				oxc,
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.test.{ts,tsx}'],
					globalSetup: ['test/support/built-program.ts'],
					// A bound against hanging for ever; nothing is timed by it.
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'faults',
					include: ['test/faults/**/*.test.ts'],
					globalSetup: ['test/support/built-program.ts'],
					// A bound against hanging for ever; nothing is timed by it.
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
