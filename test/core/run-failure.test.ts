import { expect, test } from 'vitest';
import { failureTitle } from '../../source/core/run-failure.ts';

test.each([
	['TypeError', 'property of undefined', ['parse@app.js', 'main@app.js'], 'TypeError at parse'],
	['Error', 'ENOENT: no such file', ['load@load.js'], 'ENOENT at load'],
	['Error', 'ENOENT: no such file', [], 'ENOENT: no such file'],
	['', 'TS2345 type is not assignable', [], 'TS2345: type is not assignable'],
	['AssertionError', 'expected <NUM>', ['<anonymous>@a.test.js'], 'AssertionError: expected <NUM>'],
	['Error', 'went wrong', ['f'], 'Error: went wrong'],
	['', 'exit code <NUM>', [], 'exit code <NUM>'],
	['', '', [], '(no message)'],
	['TypeError', '', [], 'TypeError'],
])('%s, %s, %j: %s', (className, message, frames, title) => {
	expect(failureTitle({ className, message, frames })).toBe(title);
});
