import type { Phrase } from '../find/phrase.ts';

/** A user and a password, one behind the other, as most programs that log in take them. */
const FLAGS: readonly Phrase[] = [
	{
		words: [' -u '],
		behind:
			/^ -u +["']?(?![^\s"']*(?:\/|\.(?:[cm]?[jt]sx?|py|rb|sh|pl)\b))[^\s"'|;&]{1,64}["']? +-p +["']?(?![\d.:,-]+(?:[\s/]|$)|\S+\.(?:ya?ml|json|toml|xml|conf|ini|txt|log)\b)([^\s"']{4,})/,
		isProse: true,
	},
	{
		words: ['az login', 'nuget push', 'useradd ', 'usermod ', 'gh secret set'],
		behind: / (?:-[pbk]|--(?:password|body|api-key)) +["']?([^\s"']{4,})/,
		isProse: true,
	},
	{ words: ['--with-token <<<', 'password-stdin <<<'], behind: /<<< ?["']?([^\s"'$]{6,})/ },
	{ words: ['wrangler secret put '], behind: /<<< ?["']?([^\s"'$]{6,})/ },
];

/** The last of a command's words. */
const LAST_WORDS: readonly Phrase[] = [
	{
		words: ['cargo login ', 'vault login '],
		behind: /^\w+ login +(?:-\S+ +){0,4}([^\s=-][^\s=]{7,})\s*$/i,
		isProse: true,
	},
	{ words: ['pypi-token.'], behind: /^pypi-token\.\S+ +"?([^\s"]{8,})/i, isProse: true },
	{ words: ['bundle config '], behind: /^bundle config (?:[\w-]+ +){0,3}[\w.-]+ +[\w.@-]+:(\S{6,})/i, isProse: true },
	{ words: ['http-basic.'], behind: /^http-basic\.\S+ +\S+ +["']?([^\s"']{4,})/i, isProse: true },
	{
		words: ['github-oauth.', 'gitlab-token.', 'bitbucket-oauth.'],
		behind: /^[\w.-]+ +["']?([^\s"']{8,})/i,
		isProse: true,
	},
	{
		words: ['mc alias set ', 'mc config host add '],
		behind: /^mc (?:alias set|config host add) +\S+ +\S+ +\S+ +["']?([^\s"']{4,})/i,
	},
	{ words: ['wpa_passphrase '], behind: /^wpa_passphrase +(?:"[^"]{1,40}"|\S+) +["']?([^\s"']{6,})/i },
	{ words: ['nmcli '], behind: / password +["']?([^\s"']{4,})/ },
	{ words: ['plink ', 'pscp ', 'psftp '], behind: / -pw +["']?([^\s"'$%]{3,})/, isProse: true },
	{ words: ['knife bootstrap '], behind: / -P +["']?([^\s"'$%]{3,})/, isProse: true },
	{
		words: ['put-parameter '],
		behind: /^put-parameter(?=.{0,256}SecureString).{0,256}? --value[ =]+["']?([^\s"'$]{4,})/i,
		isProse: true,
	},
	{ words: ['keyvault secret set '], behind: / --value[ =]+["']?([^\s"'$]{4,})/i, isProse: true },
	{ words: [':_authtoken '], behind: /^:_authToken +["']?([^\s"'$]{8,})/i },
	{
		words: ['rabbitmqctl '],
		behind: /^rabbitmqctl (?:add_user|change_password|authenticate_user) +\S+ +["']?([^\s"']{3,})/i,
	},
	{
		words: ['consul kv put ', 'etcdctl put '],
		behind: /^\w+ (?:kv )?put [\w./-]*(?:pass|password|passwd|secret|token|key) +["']?([^\s"']{4,})/i,
		isProse: true,
	},
	{ words: ['activate-refresh-token '], behind: /^\S+ \S+ +["']?([^\s"']{8,})/, isProse: true },
	{ words: ['> pass '], behind: /^> pass +(\S{3,})\s*$/i, isProse: true },
	// IMAP, behind the tag of the command: programs end it with a digit, people write a dot or an a.
	{
		words: [...'0123456789.a'].map((sign) => `${sign} login `),
		behind: /^. LOGIN +(?!PLAIN)["']?[\w.@+-]+["']? +["']?([^\s"']{4,})["']?\s*$/,
		isProse: true,
	},
];

/** What a program is told through a pipe: `echo … | docker login --password-stdin`. */
const PIPED: readonly Phrase[] = [
	{
		words: [
			'docker login',
			'podman login',
			'helm registry login',
			'gh auth login',
			'kinit',
			'chpasswd',
			'sudo -s',
			'vault login',
			'npm login',
			'oras login',
			'crane auth login',
			'cryptsetup ',
			'gpg --batch --passphrase-fd',
		].map((program) => `| ${program}`),
		before: /(?:echo|printf)(?: -[neE]+)? +(?:["']%s(?:\\n)?["'] +)?["']?([^\s"'|$<]{4,256})["']? *$/,
	},
];

/** What an authorisation server sends back. */
const ANSWERS: readonly Phrase[] = [
	{ words: ['?code=', '&code='], behind: /^.code=([\w.~%/-]{12,})&(?:state|session_state|scope|iss)=/i, isProse: true },
	{ words: ['&code='], behind: /^&code=([\w.~%/-]{20,})(?=[\s"'&]|$)/i, isProse: true },
];

/** Commands that log in, or keep what logs in. */
export const LOGIN_PHRASES: readonly Phrase[] = [...FLAGS, ...LAST_WORDS, ...PIPED, ...ANSWERS];
