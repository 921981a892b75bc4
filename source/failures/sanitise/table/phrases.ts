import type { Phrase } from '../find/phrase.ts';
import { CALL_PHRASES, DEVICE_PHRASES } from './device-phrases.ts';
import { LOGIN_PHRASES } from './login-phrases.ts';

/** Programs that are given a password, by their own flags. */
const PROGRAMS: readonly Phrase[] = [
	{ words: ['psexec', 'cqlsh', 'unlock-keychain', 'certutil', 'rdesktop'], behind: / -p +(?:"([^"]+)"|([^\s"]+))/ },
	{ words: ['curl -'], behind: / -(?:[a-zA-Z]{1,8}u +|u)["']?[^\s:"'$-][^\s:"'$]{0,79}:([^\s"']{3,})/ },
	{ words: ['snmpwalk ', 'snmpget ', 'snmpset ', 'snmpbulkwalk '], behind: / -c +"?([^\s"]{3,})/ },
	{ words: ['mosquitto_pub ', 'mosquitto_sub '], behind: / -P +"?([^\s"]{3,})/ },
	{ words: ['mosquitto_pub ', 'mosquitto_sub '], behind: / -u +"?([A-Za-z0-9]{20})(?:[\s"]|$)/, isProse: true },
	{ words: ['zip -', 'security import', 'ipmitool'], behind: / -P +"?([^\s"]+)/ },
	{ words: ['7z x ', '7z a ', '7z e ', '7za '], behind: / -p"?([^\s"]{4,})/ },
	{ words: ['altool', 'notarytool'], behind: / (?:-p|--password) +"?([^\s"]+)/ },
	{ words: ['signtool', 'schtasks', 'msiexec'], behind: / \/r?p +"?([^\s"]+)/i },
	{ words: ['cmdkey', 'xfreerdp', 'mstsc'], behind: / \/p(?:ass)?:"?([^\s"]+)/i },
	{ words: ['net use '], behind: /\\[^\s\\"]+ +([^\s/"]{3,})(?=\s|$)/ },
	{ words: ['net user '], behind: /^net user +[^\s/]+ +([^\s/]{3,})/i, isProse: true },
	{ words: ['openssl '], behind: /(?: -[kK] +|pass:)"?([^\s"]+)/ },
	{ words: ['codecov'], behind: / -(?:t|-token)[ =]+"?([^\s"]{20,})/, isProse: true },
	{ words: ['p4 -u '], behind: / -P +"?([^\s"]{4,})/ },
	{ words: ['winrm -', 'winrs -'], behind: / [-/]p(?:assword)?:["']?([^\s"']{4,})/i },
	{ words: [':pserver:'], behind: /^:pserver:[^\s:@]{1,64}:([^\s@]{3,})@/i },
	{ words: ['-setcookie '], behind: /^-setcookie +["']?([^\s"']{6,})/i },
	{
		words: ['user:password ', 'drush upwd '],
		behind: /^[\w:]+(?: upwd)? +[^\s"']+ +["']?([^\s"']{4,})/i,
		isProse: true,
	},
	{ words: ['neo4j_auth=neo4j/'], behind: /^neo4j_auth=neo4j\/([^\s"']{4,})/i },
	{ words: ['cypress run'], behind: / --key +"?([^\s"]{20,})/ },
	{ words: ['snyk auth'], behind: /^snyk auth +"?([^\s"]{20,})/i },
	{
		words: ['http -a', 'https -a', 'http --auth', 'https --auth'],
		behind: /^https? --?a(?:uth)?[ =]"?[^\s:"]+:([^\s"]+)/i,
	},
	{ words: ['--cert '], behind: /^--cert +"?[^\s:"]+:([^\s"\\]+)/i },
	{ words: ['lftp '], behind: / -u +"?[^\s,"]+,([^\s"]+)/ },
	{ words: ['smbclient', 'rpcclient', 'winexe'], behind: / -U +["']?[^\s%"']+%([^\s"']+)/ },
	{ words: ['htpasswd -'], behind: /^htpasswd -[a-mo-z]{1,8} +\S+ +\S+ +"?([^\s"]+)/i },
	{ words: ['htpasswd -'], behind: /^htpasswd -[a-mo-z]{0,8}n[a-z]{0,8} +\S+ +"?([^\s"]+)/i },
	{ words: ['sqlplus ', 'impdp ', 'expdp ', 'sqlldr '], behind: /^\w+ [^/]*\b\w+\/([^\s@/"']+)/i },
	{ words: ['jdbc:oracle:thin:'], behind: /^jdbc:oracle:thin:[^/\s@]+\/([^\s@]+)@/i },
	{
		words: ['convertto-securestring'],
		behind: /^convertto-securestring +(?:-string +)?["']([^"']+)["']/i,
	},
	{ words: ['--from-literal'], behind: /^--from-literal[ =]["']?[^\s=]+=([^\s"']+)/i, isProse: true },
];

/** Statements and commands of servers. */
const STATEMENTS: readonly Phrase[] = [
	{ words: ['identified by '], behind: /^identified by +(?:password +)?'([^']+)'/i },
	{ words: ['grant '], behind: /^grant .{1,160}? identified by +"?([^\s"';]{3,})/i },
	{
		words: ['create user ', 'alter user '],
		behind: /^\w+ user \S+ identified by (?!values|externally|global|random)([^\s"';]{3,})/i,
	},
	{ words: ["password('"], behind: /^PASSWORD\('([^']+)'\)/ },
	{ words: ["with password '", "role password '"], behind: /^\w+ password '([^']+)'/i },
	{ words: ["password '"], behind: /^PASSWORD '([^']+)'/ },
	{ words: ['requirepass ', 'masterauth '], behind: /^\w+ +"?([^\s"]+)/i, isProse: true },
	{
		words: ['auth plain ', 'auth login ', 'auth xoauth2 '],
		behind: /^auth \w+ +([A-Za-z0-9+/]{8,}={0,2})/i,
		isProse: true,
	},
	{ words: ['> auth '], behind: /^> auth +(?:\w+ +)?(\S+)/i, isProse: true },
	{ words: ['add-mask::'], behind: /^add-mask::([^"'`]{3,})/i },
	{
		words: ['task.setvariable variable='],
		behind: /^\S+ variable=[\w.]{0,64}(?:pass|password|passwd|pwd|secret|token|apikey|api_key)\]([^"'`]{3,})/i,
	},
	{ words: ['password changed '], behind: /^password changed ["']([^"'\s]{4,})["']/i, isProse: true },
	{ words: ['issecret=true'], behind: /^issecret=true[^\]]*\]([^"'`]{3,})/i },
];

/** Sentences that end with a password. */
const SENTENCES: readonly Phrase[] = [
	{
		words: [
			'password for ',
			'password is generated ',
			'password generated ',
			'password has been ',
			'password changed ',
			'password reset ',
			'password was ',
			'password is now ',
		],
		behind: /^password [^:]{2,120}(?:: *| to )([^\s:]{8,64})\s*$/i,
		isProse: true,
	},
	{ words: ['password for '], behind: /^password for [^:]{2,120}:\s*$/i, isInNextLine: true },
	{
		words: ['password for '],
		behind: /^password for (?:the )?user(?:name)? ["'][^"']{1,40}["'] is ["']([^"']{3,60})["']/i,
	},
	{
		words: [
			'mnemonic',
			'seed phrase',
			'seed_phrase',
			'seedphrase',
			'recovery phrase',
			'recovery_phrase',
			'recoveryphrase',
		],
		behind:
			/^(?:mnemonic|(?:seed|recovery)[_ ]?phrase)["']?[ \t]{0,12}[:=(]?[ \t]{0,12}["']?((?:[a-z]{3,8} ){11,23}[a-z]{3,8})/i,
	},
];

/** Commands and answers behind which a secret stands alone in the next line. */
const PRINTED: readonly Phrase[] = [
	{
		words: ['heroku auth:token', 'kubeadm token create', 'openssl rand -', 'pwgen '],
		behind: /^(?:heroku auth:token|kubeadm token create|openssl rand -(?:hex|base64) \d{1,4}|pwgen[ \w-]{0,40})\s*$/i,
		isInNextLine: true,
	},
	// Jenkins at its first start; a blank line stands between.
	{
		words: ['use the following password'],
		behind: /^use the following password[^:\n]{0,60}:\s*$/i,
		isInNextLine: true,
	},
	// SMTP asks for the password, in base64.
	{ words: ['334 ugfzc3dvcmq6'], behind: /^334 \w{12}\s*$/i, isInNextLine: true },
];

/** What composer and its like keep: a token under the name of its host. */
const NESTED: readonly Phrase[] = [
	{
		words: ['github-oauth', 'gitlab-oauth', 'gitlab-token', 'bitbucket-oauth', '"bearer"'],
		behind: /^"?[a-z-]{1,40}\\?" ?: ?\{ ?\\?"[^"]{1,120}" ?: ?\\?"([^"\\]{8,})/i,
	},
];

export const PHRASES: readonly Phrase[] = [
	...PROGRAMS,
	...LOGIN_PHRASES,
	...DEVICE_PHRASES,
	...CALL_PHRASES,
	...STATEMENTS,
	...SENTENCES,
	...PRINTED,
	...NESTED,
];
