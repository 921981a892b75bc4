import { findHostWithPort, findPrivateHost } from '../find/host.ts';
import { findNetworkPath, findUnixPath, findWindowsPath } from '../find/user-path.ts';
import type { Rule } from '../rule.ts';
import { COLON_DIGIT } from '../scan/gates.ts';
import { token } from './shape.ts';

/** Where it was: hosts and folders. */
export const PLACE_RULES: readonly Rule[] = [
	{
		name: 'private-host',
		kind: 'host',
		triggers: [
			'.internal',
			'.local',
			'.corp',
			'.lan',
			'.intranet',
			'.svc',
			'.localdomain',
			'.home.arpa',
			'.priv',
			'.intra',
			'.private',
		],
		find: findPrivateHost,
		examples: [
			'db-1.prod.internal',
			'http://jenkins.corp:8080/',
			'vault.svc.cluster.local',
			'SRV01.CORP',
			'on Janes-MacBook-Pro.local',
			'ping printer.lan',
			'https://ci.corp.example.com/x',
		],
		counterExamples: [
			'jdk.internal.reflect',
			'.env.local',
			'this.local',
			'config.local.ts',
			'https://example.com/',
			'foo.internal()',
			'for (const x of fileNode.imports.internal) {',
			'metaForKey.private;',
		],
	},
	{
		name: 'host-with-port',
		kind: 'host',
		triggers: COLON_DIGIT,
		find: findHostWithPort,
		examples: ['connect redis:6379', 'http://build-7:8080/x', 'amqp://rabbit:5672'],
		counterExamples: ['main.go:42', 'localhost:3000', 'line:80', 'src/app.ts:80:12', 'node:20', 'at 10:53'],
	},
	token('host-named-by-address', 'ip- ec2-', '(?:ip|ec2)-[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}', {
		kind: 'host',
		variety: 1,
	}),
	{
		name: 'home-folder',
		kind: 'user',
		triggers: ['/home/', '/Users/'],
		find: findUnixPath,
		examples: [
			'/home/jdoe/work',
			'/Users/jane.doe/x.js',
			'file:///home/jdoe/a',
			'-I/home/jdoe/include',
			'/export/home/jdoe',
		],
		counterExamples: ['https://example.com/home/index.html', '/Users/Shared/x', '/users/42', '/usr/local/lib'],
	},
	{
		name: 'windows-user-folder',
		kind: 'user',
		triggers: [':\\Users', ':\\\\Users', ':/Users', '\\Users\\', '\\\\Users\\\\', '\\home\\', 'Documents and Settings'],
		find: findWindowsPath,
		examples: ['C:\\Users\\jdoe\\x', 'C:\\\\Users\\\\Jane Doe\\\\x', 'D:/Users/jdoe/x', '\\\\srv\\Users\\jdoe\\x'],
		counterExamples: ['C:\\Users\\Public\\x', 'C:\\Windows\\System32'],
	},
	{
		name: 'network-path',
		kind: 'host',
		triggers: ['\\\\'],
		find: findNetworkPath,
		examples: ['\\\\fileserver\\share\\x.txt', '\\\\\\\\fileserver\\\\share\\\\x', '\\\\srv01\\jdoe$\\x'],
		counterExamples: ['C:\\\\Program Files\\\\x', 'a\\\\nb', '/\\\\d+\\\\.x/'],
	},
];
