import { around, type Maker } from './makers.ts';
import type { Draw } from './values.ts';

const key = (draw: Draw): string => draw.of('alnum', draw.between(20, 40));
const userAndPassword = (draw: Draw): string =>
	Buffer.from(`deploy${draw.between(1, 99)}:${draw.of('alnum', 16)}`).toString('base64');

/** Kinds that only their place gives away: the tool, the statement, the escape or the address around them. */
export const PLACES: Readonly<Record<string, Maker>> = {
	'piped-password': around(
		key,
		'+ echo § | docker login -u me --password-stdin',
		"printf '%s' '§' | helm registry login r.example.com --password-stdin",
		'echo "§" | gh auth login --with-token',
	),
	'source-code': around(
		(draw) => draw.password(),
		"define( 'DB_PASSWORD', '§' );",
		'char db_password[64] = "§";',
		'const pw = process.env.DB_PASSWORD || "§";',
		'if (password !== "§") {',
	),
	'setting-of-a-cloud': around(
		(draw) => draw.password(),
		'ParameterKey=DbPassword,ParameterValue=§',
		'{"name": "DB_PASSWORD", "slotSetting": false, "value": "§"}',
		'  "name": "DB_PASSWORD",\n  "slotSetting": false,\n  "value": "§"',
		'  "ParameterKey": "DbPassword",\n  "ParameterValue": "§"',
		'aws ssm put-parameter --name /app/db --type SecureString --value §',
		'az keyvault secret set --vault-name v --name db --value §',
	),
	'password-below-its-name': around(
		(draw) => draw.password(),
		'password: |\n  §',
		'Password:\n§',
		'["password"]=>\n  string(12) "§"',
	),
	'element-with-attributes': around(
		(draw) => draw.of('base64', 24),
		'<Pass encoding="plain">§</Pass>',
		'<db.password value="§"/>',
	),
	'program-flag': around(
		(draw) => draw.of('alnum', draw.between(8, 16)),
		'security import c.p12 -k build.keychain -P § -T /usr/bin/codesign',
		'security unlock-keychain -p § build.keychain',
		'7z x -p§ a.7z',
		'zip -r -P § a.zip dist',
		'signtool sign /f cert.pfx /p § x.exe',
		'xfreerdp /u:me /p:§ /v:h',
		'cqlsh -u cassandra -p § h',
		'openssl enc -d -aes256 -k § -in x.enc',
		'openssl pkcs12 -passin pass:§ -in x.p12',
		'htpasswd -bc .htpasswd user §',
	),
	'windows-password': around(
		(draw) => draw.password(),
		'ConvertTo-SecureString "§" -AsPlainText -Force',
		'net user bob § /add',
		'schtasks /create /ru me /rp § /tn x',
		'$env:DB_PASSWORD = "§"',
		'set "ADMIN_PASSWORD=§"',
		"msdeploy -dest:auto,userName='u',password='§'",
	),
	'database-login': around(
		(draw) => draw.of('alnum', draw.between(8, 16)),
		'sqlplus scott/§@db',
		'jdbc:oracle:thin:scott/§@//db.example.com:1521/x',
		"CREATE USER 'a'@'%' IDENTIFIED BY '§'",
		"CREATE ROLE app WITH PASSWORD '§'",
		'db.example.com:5432:app:app_user:§',
		'mongodb+srv://u:§@c.example.net/db',
	),
	'server-setting': around(
		(draw) => `${draw.of('alnum', draw.between(8, 16))}${draw.between(0, 9)}`,
		'requirepass §',
		'masterauth §',
		'WGPSK psk="§"',
		'secret.presharedKey=§',
	),
	'masked-value': around(
		(draw) => draw.password(),
		'::add-mask::§',
		'##vso[task.setvariable variable=x;issecret=true]§',
	),
	'password-sentence': around(
		(draw) => `${draw.of('alnum', draw.between(8, 14))}${draw.between(0, 9)}`,
		'Password for user admin: §',
		'A temporary password is generated for root@localhost: §',
		'admin password changed to §',
		'Generated root password: §',
	),
	'password-pair': around(
		(draw) => `${draw.of('alnum', draw.between(8, 14))}${draw.between(0, 9)}`,
		'password    §',
		'  password §',
		'│ DB_PASSWORD │ § │',
	),
	'escaped-value': around(
		(draw) => draw.of('alnum', draw.between(12, 20)),
		'%7B%22password%22%3A%22§%22%7D',
		'&quot;client_secret&quot;:&quot;§&quot;',
		'"{\\\\\\"password\\\\\\":\\\\\\"§\\\\\\"}"',
		'\\u0022password\\u0022:\\u0022§\\u0022',
	),
	'wrapped-value': around(
		key,
		'Config { api_key: Some("§"), url: "x" }',
		'token: Optional("§")',
		'Client(token=Some(§))',
		'&{Token:§ URL:https://example.com}',
	),
	'registry-auth': around(
		userAndPassword,
		'{"auths":{"https://index.docker.io/v1/":{"auth":"§"}}}',
		'//registry.example.com/:_auth="§"',
		'> Authorization: Basic §',
		'* [HTTP/2] [1] [authorization: Basic §]',
		'http.https://git.example.com/.extraheader AUTHORIZATION: basic §',
		'> AUTH PLAIN §',
	),
	'composer-token': around(key, '{"gitlab-token":{"gitlab.example.com":"§"}}', '{"github-oauth": {"github.com": "§"}}'),
	'deploy-hook': around((draw) => draw.of('hex', 24), 'POST https://api.netlify.com/build_hooks/§ 200'),
	'chat-hook': around((draw) => draw.of('base36', 26), 'https://mattermost.example.com/hooks/§'),
	'alert-hook': around((draw) => draw.of('hex', 32), 'https://events.pagerduty.com/integration/§/enqueue'),
	'node-provider': around(
		(draw) => draw.of('hex', 32),
		'rpc https://mainnet.infura.io/v3/§',
		'https://eth-mainnet.g.alchemy.com/v2/§ failed',
	),
	'one-time-link': around(
		(draw) => draw.of('base64url', 43),
		'https://app.example.com/invite/§',
		'mail body: https://app.example.com/reset-password/§',
	),
	'signed-url': around(
		(draw) => draw.of('hex', 64),
		'https://b.s3.amazonaws.com/x?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=§&X-Amz-Expires=300',
		'https://storage.googleapis.com/b/o?X-Goog-Signature=§',
	),
	'digest-header': around((draw) => draw.of('hex', 32), 'Authorization: Digest username="u", uri="/", response="§"'),
	'wireguard-key': around((draw) => `${draw.of('base64', 43)}=`, 'PrivateKey = §', 'PresharedKey = §'),
	'routing-key': around((draw) => draw.of('hex', 32), '"routing_key": "§"', 'PAGERDUTY_ROUTING_KEY=§'),
	'vault-identity': around((draw) => draw.uuid(), 'secret_id    §', 'SecretID:         §'),
	'kubernetes-literal': around(
		(draw) => `${draw.of('alnum', 20)}${draw.between(0, 9)}`,
		'kubectl create secret generic x --from-literal=dburl=§',
		"kubectl create secret generic x --from-literal='password=§'",
	),
	'minted-cookie': around(
		(draw) => draw.of('base64url', 48),
		'< set-cookie: __Host-session=§; Path=/; HttpOnly; Secure',
	),
	'app-password': around(
		(draw) => Array.from({ length: 4 }, () => draw.of('lower', 4)).join('-'),
		'xcrun altool --upload-app -u x -p §',
		'xcrun notarytool submit x.zip --apple-id x --password § --team-id T',
	),
};
