import { describe, expect, test } from 'vitest';
import { canonicalTest } from '../../../source/failures/canonical/test-name.ts';
import type { Trace } from '../../../source/failures/traces/trace.ts';

const TRACE: Trace = {
	language: 'javascript',
	className: 'Error',
	message: 'no',
	frames: [
		{ file: '/srv/shop/src/cart.js', line: 1, column: 2 },
		{ file: '/srv/shop/test/shop.test.js', line: 3, column: 4 },
		{ file: '/srv/shop/node_modules/jest-circus/run.js', line: 5, column: 6 },
	],
	causes: [],
	isDiagnostic: false,
	logLine: 1,
};

test.each([
	// The name tells the file, ...
	['Vitest', 'test/a.test.ts > cart > adds', 'cart adds', 'a.test.ts'],
	['Vitest, on Windows', 'test\\a.test.ts > cart > adds', 'cart adds', 'a.test.ts'],
	['Playwright', '[shop] › cart.spec.ts:7:5 › cart › adds ─────', 'cart adds', 'cart.spec.ts'],
	['pytest', 'tests/test_a.py::TestLoad::test_b[1-2]', 'TestLoad test_b[1-2]', 'test_a.py'],
	['a file of which no test could run', 'src/a.ts', 'a.ts', 'a.ts'],
	// ... or the stack does.
	['Jest', 'cart › adds', 'cart adds', 'shop.test.js'],
	['its JUnit XML', 'cart adds', 'cart adds', 'shop.test.js'],
	['tests that are called as the file that they are of', 'cart.js › adds', 'cart.js adds', 'shop.test.js'],
	['the same in JUnit XML', 'cart.js adds', 'cart.js adds', 'shop.test.js'],
	['a test called as a project', '[shop]', '[shop]', 'shop.test.js'],
	['cargo', 'tests::adds', 'tests adds', 'shop.test.js'],
	// Of the name, only what nobody can have meant goes.
	['numbers', 'adds 2 and 3', 'adds 2 and 3', 'shop.test.js'],
	['an address', 'reads 0x7ffd1234', 'reads <HEX>', 'shop.test.js'],
])('%s', (_, name, title, file) => {
	expect(canonicalTest(name, TRACE)).toEqual({ name: title, file });
});

describe('no file', () => {
	test('of a stack without own calls', () => {
		expect(canonicalTest('adds', { ...TRACE, frames: TRACE.frames.slice(2) })).toEqual({
			name: 'adds',
			file: undefined,
		});
	});

	test('where only some reporters tell the place, for want of a stack', () => {
		expect(canonicalTest('adds', { ...TRACE, isPlaced: true })).toEqual({ name: 'adds', file: undefined });
	});
});
