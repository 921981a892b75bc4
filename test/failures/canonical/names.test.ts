import { describe, expect, test } from 'vitest';
import { ENGINE_MESSAGES, engineMessage } from '../../../source/failures/canonical/engine-messages.ts';
import { canonicalFile } from '../../../source/failures/canonical/file-name.ts';
import { canonicalFunction } from '../../../source/failures/canonical/function-name.ts';
import { canonicalMessage } from '../../../source/failures/canonical/message.ts';
import { isProjectFrame } from '../../../source/failures/canonical/project-frames.ts';
import type { Frame, Language } from '../../../source/failures/traces/trace.ts';

test.each([
	['/home/jane/app/src/a.ts', 'a.ts'],
	['C:\\work\\app\\src\\a.ts', 'a.ts'],
	['file:///srv/app/a.mjs', 'a.mjs'],
	['https://cdn.example.com/assets/app.js?v=12#x', 'app.js'],
	['/srv/main.0a1b2c3d4e5f.js', 'main.js'],
	['/srv/index-BxY2k9Zq.js', 'index.js'],
	['/srv/chunk-4FJKD7QX.mjs', 'chunk.mjs'],
	['/srv/123.9f86d081.chunk.js', '123.chunk.js'],
	['/srv/0a1b2c3d4e5f6071.js', '<hash>.js'],
	// Names that only look alike.
	['src/UserList.tsx', 'UserList.tsx'],
	['src/user-settings.ts', 'user-settings.ts'],
	['src/date-fns-v2.js', 'date-fns-v2.js'],
	['src/deadbeef.ts', 'deadbeef.ts'],
	['test_accounts.py', 'test_accounts.py'],
	['MyComponent.test.tsx', 'MyComponent.test.tsx'],
	['.env', '.env'],
	['Makefile', 'Makefile'],
])('file %s is %s', (file, name) => {
	expect(canonicalFile(file)).toBe(name);
});

test.each<[string | undefined, Language, string]>([
	[undefined, 'javascript', '<anonymous>'],
	['Object.<anonymous>', 'javascript', '<anonymous>'],
	['global code', 'javascript', '<anonymous>'],
	['load/<', 'javascript', '<anonymous>'],
	['async load', 'javascript', 'load'],
	['async*load', 'javascript', 'load'],
	['new Client', 'javascript', 'Client'],
	['Layer.handle [as handle_request]', 'javascript', 'handle'],
	['Client.prototype.send', 'javascript', 'send'],
	['newClient', 'javascript', 'newClient'],
	['com.acme.Mail.lambda$send$3', 'jvm', 'send'],
	['com.acme.Mail.send', 'jvm', 'send'],
	['com.acme.Mail.<init>', 'jvm', '<init>'],
	['net/http.(*conn).serve.func1', 'go', 'serve'],
	['main.main', 'go', 'main'],
	['app::load::{{closure}}::h0123456789abcdef', 'rust', 'load'],
	['<module>', 'python', '<module>'],
	['block (2 levels) in load', 'ruby', 'load'],
	['Foo#bar', 'ruby', 'bar'],
	['Acme\\Mail->send', 'php', 'send'],
	['Acme.Mail.<Send>d__2.MoveNext', 'dotnet', 'Send'],
	['Main.Welcome+<Main>c__AnonStorey0.<>m__0', 'dotnet', 'Main'],
	['main.<anonymous closure>', 'dart', '<anonymous>'],
	['acme::parse(std::string const&)', 'native', 'parse'],
	['??', 'native', '<anonymous>'],
])('function %s of %s is %s', (name, language, expected) => {
	expect(canonicalFunction(name, language)).toBe(expected);
});

test.each([
	['timed out after 30ms', 'timed out after <NUM>'],
	['got 1,234.5 of -7', 'got <NUM> of <NUM>'],
	['user 6f1a2b3c-0000-4000-8000-0123456789ab is gone', 'user <UUID> is gone'],
	['at 2026-01-02T03:04:05.678Z', 'at <TIME>'],
	['at 03:04:05', 'at <TIME>'],
	['object 0x7fd34f is free', 'object <HEX> is free'],
	['commit 0a1b2c3 is bad', 'commit <HEX> is bad'],
	['no field "name" in \'user\'', 'no field <STR> in <STR>'],
	["undefined method `load' for nil", 'undefined method <STR> for nil'],
	["can't do it, and won't", "can't do it, and won't"],
	['ENOENT: no such file, open /srv/a/b.txt', 'ENOENT: no such file, open <PATH>'],
	['open C:\\a\\b.txt: no', 'open <PATH>: no'],
	['from src/a/b.ts to ./c', 'from <PATH> to <PATH>'],
	['GET https://example.com/a?b=1 failed', 'GET <PATH> failed'],
	['com.acme.A@4b1c1ea0 is closed', 'com.acme.A@<HEX> is closed'],
	['mail to <EMAIL> from <IP:3>', 'mail to <EMAIL> from <IP>'],
	['utf8 and read/write stay', 'utf8 and read/write stay'],
	['first\n\n  second', 'first second'],
])('message %j is %j', (message, expected) => {
	expect(canonicalMessage(message)).toBe(expected);
	expect(canonicalMessage(expected)).toBe(expected);
});

test('a compiler names what it quotes', () => {
	expect(canonicalMessage("Cannot find name 'foo' in 3 places", true)).toBe("Cannot find name 'foo' in <NUM> places");
});

describe.each(ENGINE_MESSAGES.map((row) => [row.canonical, row] as const))('engines: %s', (_name, { examples }) => {
	test('all wordings are one', () => {
		const texts = examples.map((message) => engineMessage(message)?.text);
		expect(texts[0]).toBeDefined();
		expect(new Set(texts).size, texts.join(' | ')).toBe(1);
	});
});

test('no wording belongs to two errors', () => {
	const texts = ENGINE_MESSAGES.map(({ examples }) => engineMessage(examples[0] ?? '')?.text);
	expect(new Set(texts).size).toBe(texts.length);
});

test.each(['connect ECONNREFUSED', 'user is gone', 'x is not valid', 'Invalid token'])(
	'%s is nobody’s own wording',
	(text) => {
		expect(engineMessage(text)).toBeUndefined();
	},
);

test.each<[Language, Frame, boolean]>([
	['javascript', { file: '/app/src/a.js' }, true],
	['javascript', { file: 'C:\\app\\node_modules\\x\\a.js' }, false],
	['javascript', { file: 'node:internal/process/task_queues' }, false],
	['javascript', { function: 'Promise.all' }, false],
	['python', { file: '/usr/lib/python3.11/json/decoder.py' }, false],
	['python', { file: '/srv/app/.venv/lib/python3.11/site-packages/x.py' }, false],
	['python', { file: '/srv/app/a.py' }, true],
	['jvm', { function: 'java.util.Optional.ifPresent', file: 'Optional.java' }, false],
	['jvm', { function: 'com.acme.A.b', file: 'A.java' }, true],
	['go', { function: 'main.main', file: 'foo.go' }, true],
	['go', { function: 'runtime.goexit', file: '/usr/local/go/src/runtime/asm_amd64.s' }, false],
	['rust', { function: 'std::panicking::begin', file: '/rustc/17067e9ac6d7/library/std/src/panicking.rs' }, false],
	['rust', { function: 'app::main', file: './src/main.rs' }, true],
	['ruby', { file: '/usr/local/bundle/gems/rack-2.0.3/lib/rack.rb' }, false],
	['php', { file: '/srv/vendor/symfony/x.php' }, false],
	['dotnet', { function: 'System.Threading.Thread.StartInternal' }, false],
	['dart', { file: 'dart:isolate-patch/isolate_patch.dart' }, false],
	['native', { function: '__libc_start_main', file: '/lib/libc.so.6' }, false],
])('%s: %o is the project’s: %s', (language, frame, isOwn) => {
	expect(isProjectFrame(frame, language)).toBe(isOwn);
});
