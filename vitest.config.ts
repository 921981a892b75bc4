import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: ['test/e2e/**', 'test/faults/**'],
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
