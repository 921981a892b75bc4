import type { Draw } from './values.ts';

/** Texts of a log that must stay, byte by byte. */
export const BENIGN: Readonly<Record<string, (draw: Draw) => string>> = {
	'git-remote': (draw) => `origin git@github.com:acme/${draw.word()}.git (fetch)`,
	'package-version': (draw) =>
		`+ ${draw.word()}@${draw.between(0, 9)}.${draw.between(0, 30)}.${draw.between(0, 9)}${draw.pick('', '-rc.1', '-beta.4')}`,
	'scoped-package': (draw) => `added @babel/core@7.${draw.between(1, 30)}.0, @types/node@20.${draw.between(1, 20)}.1`,
	'java-object': (draw) => `com.acme.Handler@${draw.of('hex', 8)} started`,
	'clock-time': (draw) =>
		`finished at 12:${draw.between(10, 59)}:${draw.between(10, 59)} after 00:0${draw.between(1, 9)}:11`,
	version: (draw) =>
		`version ${draw.between(1, 9)}.${draw.between(0, 20)}.${draw.between(0, 20)}.${draw.between(0, 99)} of tool v1.2.3`,
	'chrome-version': (draw) =>
		`HeadlessChrome/${draw.between(90, 140)}.0.${draw.between(1000, 9999)}.${draw.between(10, 250)} Safari/537.36`,
	oid: (draw) => `OID 1.3.6.1.4.1.${draw.between(100, 255)}.${draw.between(1, 200)}.2`,
	'cpp-scope': (draw) => `std::vector<acme::${draw.word()}>::iterator, fmt::v9::detail`,
	'rust-crate': (draw) => `   Compiling serde_derive v1.0.${draw.between(1, 220)}`,
	'image-digest': (draw) => `Digest: sha256:${draw.of('hex', 64)}`,
	integrity: (draw) => `"integrity": "sha512-${draw.of('base64', 86)}==",`,
	'git-commit': (draw) => `HEAD is now at ${draw.of('hex', 7)} fix: ${draw.word()}; commit ${draw.of('hex', 40)}`,
	'action-pin': (draw) => `Download action repository 'actions/checkout@v4' (SHA:${draw.of('hex', 40)})`,
	'bundled-file': (draw) => `asset main.${draw.of('hex', 20)}.js ${draw.between(10, 900)} KiB [emitted]`,
	'file-path': (draw) => `src/components/${draw.word()}/Button.test.tsx:${draw.between(1, 99)}:${draw.between(1, 80)}`,
	'system-path': (draw) => `/usr/local/lib/node_modules/${draw.word()}/dist/index.js`,
	'public-url': (draw) => `https://repo.maven.apache.org/maven2/org/acme/${draw.word()}/3.2.0/x-3.2.0.pom`,
	'registry-url': (draw) => `https://registry.npmjs.org/@acme/${draw.word()}/-/x-1.0.${draw.between(0, 9)}.tgz`,
	css: (draw) =>
		`.btn{color:#${draw.of('hex', 6)};margin:0 auto}.col-md-${draw.between(1, 12)}:hover{transform:translate3d(0,0,0)}`,
	'css-classes': (draw) =>
		`class="flex flex-col items-center justify-between-${draw.between(1, 9)} hover:bg-blue-500 md:w-1/2"`,
	'public-key': (draw) => `public_key=${draw.of('alnum', 20)} pubkey: ${draw.of('hex', 24)}`,
	keyboard: (draw) => `keyboard=us${draw.between(100, 999)}intl monkey: b4n4n4s${draw.between(10, 99)} keywords=a1,b2`,
	'token-count': (draw) =>
		`max_tokens=${draw.between(1000, 9999)} token_count: ${draw.between(100, 99999)} tokens used: ${draw.between(10, 9999)}`,
	'syntax-error': (draw) => `SyntaxError: Unexpected token '}' in JSON at position ${draw.between(1, 999)}`,
	'password-prose': (draw) => `password is required; password must have at least ${draw.between(8, 20)} characters`,
	'password-reference': (draw) => `DB_PASSWORD=\${{ secrets.DB }} token: ***  PASSWORD=$DB_PASS_${draw.between(1, 9)}`,
	'test-result': (draw) =>
		`✓ logs in with a valid token (${draw.between(1, 999)} ms)  Tests: ${draw.between(1, 99)} passed`,
	'stack-frame': (draw) => `    at Object.<anonymous> (node:internal/modules/cjs/loader:${draw.between(1, 1500)}:14)`,
	'java-frame': (draw) =>
		`\tat jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:${draw.between(1, 300)})`,
	'go-test': (draw) => `ok  \tgithub.com/acme/widgets/internal/${draw.word()}\t0.${draw.between(100, 999)}s`,
	'port-mapping': (draw) => `docker run -p 80${draw.between(10, 99)}:80 node:20-alpine`,
	'docker-image': (draw) => `Pulling postgres:15.${draw.between(1, 9)} redis:7 node:20`,
	'retina-image': (draw) => `icons/logo@${draw.pick('2x', '3x')}.png ${draw.between(1, 99)} kB`,
	localhost: (draw) => `Local: http://localhost:${draw.between(3000, 9999)}/`,
	uuid: (draw) => `request ${draw.uuid()} done`,
	timestamp: (draw) =>
		`2026-0${draw.between(1, 9)}-1${draw.between(0, 9)}T10:${draw.between(10, 59)}:11.${draw.of('digit', 6)}+02:00`,
	'long-identifier': (draw) =>
		`TestRepositoryShouldReturnNotFoundWhenUserIsMissing${draw.between(1, 99)} shouldRenderTheWholeTableWithoutErrors_${draw.between(1, 99)}`,
	'compiler-line': (draw) =>
		`src/app.ts(${draw.between(1, 99)},${draw.between(1, 99)}): error TS2322: Type 'string' is not assignable`,
	'cache-key': (draw) => `Cache restored from key: Linux-npm-${draw.of('hex', 64)}`,
	'go-sum': (draw) => `github.com/acme/x v1.${draw.between(0, 9)}.0 h1:${draw.of('base64', 43)}=`,
	'maven-jar': (draw) => `[INFO] io.jsonwebtoken:jjwt-api:jar:0.11.${draw.between(1, 9)}:compile`,
	'env-local': (draw) => `loading .env.local, docker-compose.local.yml and config.${draw.word()}.json`,
	progress: (draw) =>
		`remote: Compressing objects: 100% (${draw.between(1, 99)}/99), ${draw.between(1, 99)}.10 MiB | 1.20 MiB/s`,
	'fetched-branch': (draw) => ` * branch            ${draw.of('hex', 40)} -> FETCH_HEAD`,
	'yarn-checksum': (draw) => `  checksum: 10c0/${draw.of('hex', 128)}`,
	'pip-hash': (draw) => `    --hash=sha256:${draw.of('hex', 64)} \\`,
	'trace-id': (draw) => `trace_id=${draw.of('hex', 32)} span_id=${draw.of('hex', 16)}`,
	'token-test': (draw) => `PASS src/auth/token.service.spec.ts > refreshes an expired token ${draw.between(1, 99)}`,
	'password-type': (draw) => `│ password │ string │  and  password    string${draw.pick('', ' not null')}`,
	'secret-name': (draw) => `secret/app-tls-${draw.between(1, 9)} configured; secret "app-secrets" created`,
	'masked-command': (draw) =>
		`Run echo "::add-mask::***" && echo $TOKEN_${draw.between(1, 9)} | docker login --password-stdin`,
	'auth-methods': () => '250-AUTH LOGIN PLAIN XOAUTH2',
	'password-failure': (draw) => `FATAL: password authentication failed for user "app${draw.between(1, 99)}"`,
	'hook-path': (draw) =>
		`src/hooks/use${draw.pick('Orders', 'Session')}WithVeryLongName${draw.between(1, 99)}.ts and .git/hooks/pre-push`,
	'dependency-of-tokens': (draw) =>
		`+ jsonwebtoken@9.0.${draw.between(0, 9)} express-session@1.18.${draw.between(0, 9)}`,
	'test-verdict': (draw) => `PASS: gdb.base/${draw.word()}${draw.between(1, 99)}.exp: print x`,
	'bad-credentials': () => '{"message":"Bad credentials","documentation_url":"https://docs.example.com/rest"}',
	'handed-on': (draw) => `client = connect(host, user=user, password=password, retries=${draw.between(1, 9)})`,
	'kept-elsewhere': (draw) =>
		draw.pick(
			`PASSWORD=op://ci/db${draw.between(1, 9)}/password`,
			'password: $${INDEX_PASSWORD}',
			'apiToken: SHOP_API_TOKEN',
			'password = random_password.db.result',
		),
	'word-list': (draw) => `  allowed: ["username", "password", "${draw.word()}"]`,
	'flags-in-prose': (draw) => `Pass --user and --password options, or --token in step ${draw.between(1, 9)}`,
	'inherited-secrets': () => '    secrets: inherit',
	'screen-text': (draw) => `<string name="password_hint">Password of ${draw.word()}</string>`,
	'port-flag': (draw) => `docker run -u node -p 80${draw.between(10, 99)}:8080 app`,
};
