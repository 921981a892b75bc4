import { findBearer } from '../assign/header.ts';
import { findProgramPassword, findUserFlag, PROGRAMS } from '../find/command-line.ts';
import { findInserted } from '../find/insert.ts';
import { findKeyBegin, findKeyEnd, findPuttyLines, findVault } from '../find/key-block.ts';
import { findUrlCredentials } from '../find/url.ts';
import type { Rule } from '../rule.ts';
import { PRIVATE_KEY } from '../scan/engine.ts';

/** Secrets that their surroundings give away. */
export const NAMED_SECRET_RULES: readonly Rule[] = [
	{
		name: PRIVATE_KEY,
		kind: 'key',
		triggers: ['-----BEGIN ', '---- BEGIN '],
		find: findKeyBegin,
		examples: [
			'-----BEGIN {label}-----\\n{base64:64}\\n-----END {label}-----',
			'-----BEGIN {label}-----\n{base64:64}\n-----END {label}-----',
		],
		counterExamples: ['-----BEGIN CERTIFICATE-----', '-----BEGIN PUBLIC KEY-----', '----- BEGIN OF LOG -----'],
	},
	{
		name: PRIVATE_KEY,
		kind: 'key',
		triggers: ['-----END ', '---- END '],
		find: findKeyEnd,
		examples: ['-----END {label}-----'],
		counterExamples: ['-----END CERTIFICATE-----'],
	},
	{
		name: PRIVATE_KEY,
		kind: 'key',
		triggers: ['Private-Lines:'],
		find: findPuttyLines,
		examples: ['Private-Lines: 2\n{base64:64}\n{base64:64}'],
		counterExamples: ['Private-Lines: none'],
	},
	{
		name: PRIVATE_KEY,
		kind: 'key',
		triggers: ['$ANSIBLE_VAULT;'],
		find: findVault,
		examples: ['$ANSIBLE_VAULT;1.1;AES256\n{hex:80}\n{hex:80}'],
		counterExamples: ['starts with $ANSIBLE_VAULT; and goes on'],
	},
	{
		name: 'bearer-token',
		kind: 'token',
		triggers: ['bearer ', 'bearer\t', 'basic ', 'basic\t', 'sso-key '],
		find: findBearer,
		examples: ['sent Bearer {alnum:32}', 'sent Bearer\t{alnum:32}'],
		counterExamples: ['Basic authentication-failed for', 'bearer of bad news'],
	},
	{
		name: 'url-credentials',
		kind: 'token',
		triggers: ['://'],
		find: findUrlCredentials,
		examples: [
			'postgres://user:{alnum:10}@db.example.com/x',
			'https://{alnum:24}@example.com/',
			'redis://:{alnum:12}@cache.example.com',
		],
		counterExamples: [
			'ssh://git@example.com/x',
			'https://example.com:8080/a@b',
			'https://registry.example.com/@scope/pkg',
			'https://$USER:$PASS@example.com',
		],
	},
	{
		name: 'inserted-value',
		kind: 'token',
		triggers: ['values (', 'values('],
		find: findInserted,
		examples: [
			"INSERT INTO users (name, password) VALUES ('me', '{alnum:10}')",
			'INSERT INTO `t`(`api_token`,`n`) VALUES("{alnum:24}",1),("{alnum:24}",2)',
		],
		counterExamples: [
			"INSERT INTO users (name, password) VALUES ('me', $1)",
			"INSERT INTO t (a, password_hint) VALUES ('b', 'the usual 1')",
			"values ('password', 'a')",
		],
	},
	{
		name: 'user-flag',
		kind: 'token',
		triggers: [' -u', ' --user', ' --proxy-user', ' -U', '"-u', "'-u"],
		find: findUserFlag,
		examples: ['curl -u admin:{alnum:10} https://example.com', "curl --user 'a:{alnum:9}'"],
		counterExamples: ['docker run -u 1000:1000 x', 'git push -u origin main', 'curl -u $USER:$PASS x'],
	},
	{
		name: 'program-password',
		kind: 'token',
		triggers: PROGRAMS,
		find: findProgramPassword,
		examples: [
			'mysql -u root -p{alnum:10} db',
			'sshpass -p {alnum:8} ssh x',
			'docker login -u x -p {alnum:16}',
			'redis-cli -h x -a {alnum:12}',
		],
		counterExamples: ['mysql -u root -p 3306', 'docker run -p 8080:80 mysql', 'mysql -p $PW'],
	},
];
