import { expect, test } from 'vitest';
import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import { junitTitles } from '../../../source/failures/sources/xml/junit-titles.ts';
import { foundIn } from '../../support/found.ts';
import { fingerprint } from '../../support/traces/fingerprints.ts';

const PLAIN = { file: '', isNode: false, isPython: false };

test.each([
	['jest-junit', { className: 'cart adds prices', name: 'cart adds prices' }, ['cart adds prices']],
	['jest-junit, alone', { className: ' adds prices', name: ' adds prices' }, [' adds prices']],
	['jest-junit, its titles apart', { className: 'cart', name: 'adds prices' }, ['cart', 'adds prices']],
	['Vitest', { className: 'src/cart.test.ts', name: 'cart > adds prices' }, ['src/cart.test.ts', 'cart > adds prices']],
	['Mocha', { className: 'adds prices', name: 'cart adds prices' }, ['cart adds prices']],
	['Node', { className: 'cart.of a guest', name: 'adds prices', isNode: true }, ['adds prices']],
	['pytest', { className: 'tests.test_cart.TestLoad', name: 'test_chain', isPython: true }, ['TestLoad', 'test_chain']],
	['pytest, no class', { className: 'tests.test_cart', name: 'test_a[1]', isPython: true }, ['test_a[1]']],
	['Surefire', { className: 'acme.shop.CartTest', name: 'addsPrices' }, ['acme.shop.CartTest.addsPrices']],
	['Gradle', { className: 'acme.CartTest$Inner', name: 'adds()' }, ['acme.CartTest$Inner.adds()']],
	['nobody', { className: '', name: 'adds prices' }, ['adds prices']],
] as const)('titles of %s', (_, given, titles) => {
	expect(junitTitles({ ...PLAIN, ...given })).toEqual(titles);
});

const JAVA = `org.opentest4j.AssertionFailedError: expected: &lt;2> but was: &lt;1>
	at org.junit.jupiter.api.AssertEquals.fail(AssertEquals.java:150)
	at acme.shop.CartTest.addsPrices(CartTest.java:12)
	at java.base/java.lang.reflect.Method.invoke(Method.java:580)
`;
const suite = (inside: string): string =>
	`<testsuite name="acme.shop.CartTest" timestamp="2026-11-20T10:00:00">${inside}</testsuite>`;

test('Surefire: its report and its log tell the same', () => {
	const xml = suite(
		`<testcase name="addsPrices" classname="acme.shop.CartTest"><failure message="expected: &lt;2> but was: &lt;1>" type="org.opentest4j.AssertionFailedError"><![CDATA[${JAVA.replaceAll('&lt;', '<')}]]></failure></testcase>`,
	);
	const log = `[ERROR] acme.shop.CartTest.addsPrices -- Time elapsed: 0.01 s <<< FAILURE!\n${JAVA.replaceAll('&lt;', '<')}`;
	const [told, printed] = [foundIn(xml), foundIn(log)];
	expect(told.failures[0] && canonicalTrace(told.failures[0].trace)).toEqual(
		printed.failures[0] && canonicalTrace(printed.failures[0].trace),
	);
	expect(told.failures.map(({ trace }) => fingerprint(trace))).toEqual(
		printed.failures.map(({ trace }) => fingerprint(trace)),
	);
	expect(told.failures[0]).toMatchObject({
		seenMs: Date.UTC(2026, 10, 20, 10),
		trace: { className: 'org.opentest4j.AssertionFailedError' },
	});
});

test.each([
	['only attributes', '<failure message="no cart" type="CartError"/>', { className: 'CartError', message: 'no cart' }],
	['only a text', '<failure>no cart</failure>', { message: 'no cart' }],
	['nothing', '<failure/>', { className: 'test failed', message: '' }],
	['a place', '<failure message="no cart"/>', { frames: [{ file: 'src/cart.c', line: 7 }] }],
])('a failure of which a report tells %s', (_, failure, trace) => {
	const { failures } = foundIn(suite(`<testcase name="adds" file="src/cart.c" line="7">${failure}</testcase>`));
	expect(failures).toMatchObject([{ trace: { test: 'adds', ...trace } }]);
});

test('what was tried again and passed, and what was skipped, did not fail; each of two failures did', () => {
	const { failures } = foundIn(
		suite(`<testcase name="a"><flakyFailure message="x"/></testcase><testcase name="b"><skipped/></testcase>
<testcase name="c"><failure message="one"/><rerunFailure message="one"/><failure message="two"/></testcase><error message="of the suite"/>`),
	);
	expect(failures.map(({ trace }) => [trace.test, trace.message])).toEqual([
		['c', 'one'],
		['c', 'two'],
		['acme.shop.CartTest', 'of the suite'],
	]);
});
