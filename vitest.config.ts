import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		// Measured where it is asked for (scripts/test.ts): what runs in the test runner's own processes.
		coverage: {
			provider: 'v8',
			include: ['source/**/*.ts'],
			exclude: ['**/*.d.ts'],
			reporter: ['json'],
			reportOnFailure: true,
		},
		projects: [
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: ['test/e2e/**', 'test/faults/**'],
					// Measuring coverage on a busy machine takes its time too.
					testTimeout: 60_000,
				},
			},
			{
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.test.ts'],
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
