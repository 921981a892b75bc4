/** How surely a name says that its value is secret; the less sure, the more the value itself has to look like one. */
export type Strength = 'none' | 'weak' | 'token' | 'secret' | 'password' | 'authorization' | 'cookie';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const PASSWORDS = words(`password passwd passphrase passcode pwd pswd psw passwort kennwort senha contrasena userpass
	dbpass dbpasswd sshpass pgpassword keypass storepass keystorepassword rootpass adminpass passwords requirepass
	redisauth rediscliauth bindpw rootpw`);
const SECRETS = words(`secret secrets clientsecret appsecret secretkey secretaccesskey privatekey apisecret
	sharedsecret credential credentials creds connectionstring mnemonic htpasswd totp accountkey sharedaccesskey
	signingkey encryptionkey masterkey authkey sessionkey signingsecret webhooksecret jwtsecret consumersecret psk
	presharedkey authident`);
const TOKENS = words(`token tokens apikey accesstoken authtoken refreshtoken idtoken bearer jwt apitoken accesskey
	sessiontoken csrftoken xsrftoken sessionid sid phpsessid jsessionid signature sig authorization oauth auth csrf xsrf
	sas otp salt salts deploykey licensekey writekey accesscode authcode apikeys session cookie secretid recoverycode backupcode
	crumb reporterid appcertificate sonarlogin`);
/** Names of the two words of a key that is secret: `access key`, not `primary key`. */
const KEY_OF = words(`api access account secret private signing signature encryption encrypt crypto master service auth
	authorization shared storage session license licence write admin server client deploy ssh rsa gpg pgp app application
	consumer subscription user security oauth webhook integration hmac aes jwt developer dev function functions ingest
	ingestion live test bot project team org cloud sdk bearer google maps stripe algolia sendgrid host root personal
	github gitlab slack instrumentation`);
const NOT_KEY_OF = words(`public pub primary foreign partition sort cache map hash index idx row object s3 unique
	composite natural surrogate arrow hot short event down up issuer message group join lookup translation i18n
	locale json dictionary dict property prop attribute column field item node react page registry bucket shortcut
	publishable known col uniq`);
/** Words behind the name proper that leave its meaning: `PASSWORD_PROD`, `token2`. */
const TAILS = words(`value val string str data text raw new old current confirm confirmation prod production dev
	development staging stage test testing qa uat live default user root admin env base64 b64 encoded plain plaintext
	main backup primary secondary v1 v2 v3 here hex header this it is`);
/** Words behind it that make it a name of something else: `token_count`, `password_file`. */
const OTHER_THINGS = words(`id ids name names file files filename path paths dir folder type types length len size count
	counts counter total limit limits max min usage used field fields label hint policy policies expiry expires expired
	expiration ttl timeout age date time url uri endpoint endpoints link prefix suffix format version algorithm algo alg
	alias ref reference arn manager store storage provider providers placeholder regex pattern reset strength scope scopes
	index status state required enabled disabled error errors valid invalid validation validator exists missing mode
	method class service server host port rotation review reviewer helper handler factory builder parser reader writer
	source target owner kind list set map schema metadata issuer audience kid hash_algorithm window budget rate cost per
	prompt completion input output cached stream position offset price pair pairs press pressed down up code board word
	words frame chain ring stroke binding bindings vault spec template controller request response cache lifetime
	generator checker plugin module package import export getter setter param parameter parameters arg args argument
	variable column table exchange lookup domain realm group role button form page screen view dialog`);
/** Of passes over something: `-debug-pass=…`, `render_pass` */
const NOT_PASS_OF = words(`debug render shader shadow depth first second third next last final each every multi single
	two optimization optimizer inline llvm test tests build`);
const NOT_TOKEN_OF = words(`next page pagination continuation sync cancellation cancel abort unexpected first last
	invalid syntax design prompt completion max min total num lexer parser bos eos pad special stop start end null
	current previous prev punctuation keyword operator numeric string identifier expected illegal`);

const SEPARATED = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** `dbPassword`, `DB_PASSWORD`, `db.password` → `db`, `password` */
export const wordsOf = (name: string): readonly string[] =>
	(name.match(SEPARATED) ?? []).map((word) => word.toLowerCase()).filter((word) => !/^\d/.test(word));

function ofLastWords(own: readonly string[]): Strength {
	const last = own.at(-1) ?? '';
	const before = own.at(-2) ?? '';
	const both = before + last;
	if (last === 'pass' && NOT_PASS_OF.has(before)) return 'none';
	if (PASSWORDS.has(last) || PASSWORDS.has(both) || ((last === 'pass' || last === 'pw') && before !== ''))
		return 'password';
	if (last === 'pass' || last === 'pw') return 'token';
	// Names of what Kubernetes keeps.
	if (before === 'pull' && (last === 'secret' || last === 'secrets')) return 'none';
	if (both === 'connectionstring' || SECRETS.has(last) || SECRETS.has(both)) return 'secret';
	if (last === 'dsn') return 'weak';
	if (last === 'key' || last === 'keys') {
		if (own.some((word) => NOT_KEY_OF.has(word))) return 'none';
		return KEY_OF.has(before) ? 'token' : 'weak';
	}
	if (last === 'token' || last === 'tokens') return own.some((word) => NOT_TOKEN_OF.has(word)) ? 'none' : 'token';
	if (last === 'auth' || last === 'session' || last === 'cookie' || last === 'sid' || last === 'sig') return 'weak';
	if (TOKENS.has(last) || TOKENS.has(both)) return 'token';
	// Written together: `mysqlpassword`, `GITHUBTOKEN`, `myapikey`.
	if (/(?:password|passwd|.pwd)$/.test(last)) return 'password';
	if (/.secret$/.test(last)) return 'secret';
	if (/(?:.token|apikey|accesskey|secretkey)$/.test(last)) return 'token';
	if (last.endsWith('key') && KEY_OF.has(last.slice(0, -3))) return 'token';
	return 'none';
}

/** What a name says of its value. `name` is ASCII, as it stands in the text. */
export function strengthOf(name: string): Strength {
	const all = wordsOf(name);
	// Credentials of a gem server are named after its host.
	if (all.includes('contribsys')) return 'secret';
	const joined = all.join('-');
	if (/(?:^|-)authorization$/.test(joined)) return 'authorization';
	if (joined === 'cookie' || joined === 'set-cookie') return 'cookie';
	if (all.some((word) => word === 'public' || word === 'pubkey')) return 'none';
	let end = all.length;
	while (end > 1 && TAILS.has(all[end - 1] ?? '') && ofLastWords(all.slice(0, end)) === 'none') end--;
	const strength = ofLastWords(all.slice(0, end));
	if (strength !== 'none') return strength;
	if (all.slice(-3).join('') === 'accesskeyid') return 'weak';
	if (OTHER_THINGS.has(all[end - 1] ?? '')) return 'none';
	// The telling word stands further in front: `secretKeyRef`, `DB_PASSWORD_PAYROLL`.
	for (let length = end - 1; length > 0; length--) {
		const inner = ofLastWords(all.slice(0, length));
		if (inner === 'password' || inner === 'secret' || inner === 'token') return 'weak';
	}
	return 'none';
}
