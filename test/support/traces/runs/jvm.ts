import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FailingRun } from '../failing-run.ts';

/** Debian's, which is all that Maven gets to see. */
export const REPOSITORY = '/usr/share/maven-repo';

/** The version of a plugin that is there, not one of those that only stand for it. */
function versionOf(plugin: string): string {
	const folder = join(REPOSITORY, 'org', 'apache', 'maven', 'plugins', plugin);
	const versions = existsSync(folder) ? readdirSync(folder) : [];
	return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '0';
}
const plugin = (name: string): string =>
	`<plugin><artifactId>${name}</artifactId><version>${versionOf(name)}</version></plugin>`;

export const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>acme</groupId>
  <artifactId>cart</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.x</version><scope>test</scope></dependency>
  </dependencies>
  <build>
    <plugins>
      ${plugin('maven-resources-plugin')}
      ${plugin('maven-compiler-plugin')}
      ${plugin('maven-surefire-plugin')}
    </plugins>
  </build>
</project>
`;
const CART = `package acme;
public class Cart {
  public static int total(int[] prices) { int sum = 0; for (int price : prices) sum += price; return sum; }
  public static Cart load(int id) {
    try { total(null); } catch (NullPointerException e) { throw new IllegalStateException("no cart " + id, e); }
    return new Cart();
  }
}
`;
const CART_TEST = `package acme;
import static org.junit.Assert.*;
import org.junit.Test;
public class CartTest {
  @Test public void addsPrices() { assertEquals(2, Cart.total(new int[] {1})); }
  @Test public void hasATotalWithoutPrices() { Cart.total(null); }
  @Test public void loads() { Cart.load(3); }
  @Test public void passes() {}
}
`;

const maven = (isTrimmed: boolean): FailingRun => ({
	name: `mvn test, stacks ${isTrimmed ? 'of the test alone' : 'as they are'}`,
	family: 'mvn',
	tool: ['test', '-d', `${REPOSITORY}/org/apache/maven/surefire/surefire-junit4`],
	files: {
		'pom.xml': POM,
		'src/main/java/acme/Cart.java': CART,
		'src/test/java/acme/CartTest.java': CART_TEST,
	},
	command: ['mvn', '-o', '-B', `-Dmaven.repo.local=${REPOSITORY}`, `-DtrimStackTrace=${isTrimmed}`, 'test'],
	failures: [
		{ test: 'acme.CartTest.addsPrices', className: 'java.lang.AssertionError', at: 'addsPrices@CartTest.java' },
		{
			test: 'acme.CartTest.hasATotalWithoutPrices',
			className: 'java.lang.NullPointerException',
			at: isTrimmed ? 'hasATotalWithoutPrices@CartTest.java' : 'total@Cart.java',
		},
		{
			test: 'acme.CartTest.loads',
			className: 'java.lang.IllegalStateException',
			at: isTrimmed ? 'loads@CartTest.java' : 'load@Cart.java',
		},
	],
});

export const JVM_RUNS: readonly FailingRun[] = [
	maven(true),
	maven(false),
	{
		...maven(true),
		name: 'mvn compile',
		family: 'mvn compile',
		files: {
			'pom.xml': POM,
			'src/main/java/acme/Cart.java': 'package acme;\npublic class Cart { int one = missing; }\n',
		},
		failures: [{ className: '', at: '<anonymous>@Cart.java' }],
	},
	{
		name: 'java',
		tool: ['java', '-version'],
		files: {
			'Main.java': `public class Main {
  static int size(String text) { return text.length(); }
  static void load() { try { size(null); } catch (NullPointerException e) { throw new IllegalStateException("no cart 3", e); } }
  public static void main(String[] args) { load(); }
}
`,
		},
		command: ['java', 'Main.java'],
		failures: [{ className: 'java.lang.IllegalStateException', at: 'load@Main.java' }],
	},
];
