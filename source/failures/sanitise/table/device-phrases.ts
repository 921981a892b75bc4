import type { Phrase } from '../find/phrase.ts';

/** What routers and switches are told. */
export const DEVICE_PHRASES: readonly Phrase[] = [
	{
		words: ['enable password ', 'enable secret '],
		behind: /^enable \w+(?: level \d{1,2})?(?: \d)? +(\S+)/i,
		isProse: true,
	},
	{
		words: ['username '],
		behind: /^username +\S+(?: privilege \d{1,2})? +(?:password|secret)(?: \d)? +(\S+)/i,
		isProse: true,
	},
	{ words: ['snmp-server community '], behind: /^snmp-server community +(\S{3,})/i },
	{
		words: ['radius-server key ', 'tacacs-server key ', 'isakmp key ', 'pac key '],
		behind: /^[\w-]+ key(?: \d)? +(\S{4,})/i,
		isProse: true,
	},
	{ words: ['wpa-psk ascii '], behind: /^wpa-psk ascii(?: \d)? +(\S{4,})/i },
	{
		words: ['password 0 ', 'password 7 ', 'secret 0 ', 'key 0 ', 'key 7 ', 'md5 7 '],
		behind: /^\w+ \d +(\S{4,})/i,
		isProse: true,
	},
];

/** Calls that are given a user's name and a password, one behind the other. */
export const CALL_PHRASES: readonly Phrase[] = [
	{
		words: [
			'networkcredential(',
			'usernamepasswordcredential(',
			'usernamepasswordcredentials(',
			'httpbasicauth(',
			'basicauth(',
			'basic_auth(',
			'basicawscredentials(',
			'auth=(',
			'.login(',
		],
		behind: /^[\w.]{1,40}=?\( ?["'][^"']{1,120}["'] ?, ?["']([^"']{3,100})["'] ?[,)]/i,
	},
	// sbt
	{ words: ['credentials("'], behind: /^credentials\((?:"[^"]{0,100}" ?, ?){3}"([^"]{3,100})"/i },
	{
		words: [
			'directoryentry(',
			'getconnection(',
			'mysqli_connect(',
			'mysql_connect(',
			'mysqldb.connect(',
			'dbi->connect(',
			'dbi.connect(',
			'mysqli(',
			'new pdo(',
			'pdo->__construct(',
		],
		behind: /^[\w .>-]{1,40}\( ?(?:(?:["'][^"']{0,160}["']|\$?[\w.]{1,60}) ?, ?){2}["']([^"']{3,100})["']/i,
	},
];
