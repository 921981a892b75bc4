import { around, type Maker } from './makers.ts';
import type { Draw } from './values.ts';

const password = (draw: Draw): string => draw.password();
const key = (draw: Draw): string => `${draw.of('alnum', draw.between(20, 36))}${draw.of('digit', 1)}`;

/** Kinds that a command, a statement or an element around them gives away. */
export const COMMANDS: Readonly<Record<string, Maker>> = {
	'login-command': around(
		key,
		'+ twine upload -u __token__ -p § dist/*',
		'nerdctl login -u ci -p § quay.io',
		'az login --service-principal -u x -p § --tenant t',
		'vault login §',
		'cargo login §',
		'gh auth login --with-token <<< §',
	),
	'kept-login': around(
		key,
		'poetry config pypi-token.pypi §',
		'composer config http-basic.repo.example.com ci §',
		'bundle config set --local gems.example.com ci:§',
		'mc alias set minio https://s3.example.com ci §',
		'consul kv put app/db/password §',
		'rabbitmqctl change_password ci §',
	),
	'word-among-flags': around(
		(draw) => `${draw.word()}${draw.word()}`,
		'mongo --username ci --password § orders',
		'gpg --batch --passphrase § -d a.gpg',
		'keytool -list -keystore a.jks -storepass § -v',
	),
	'inserted-row': around(
		password,
		"INSERT INTO users (email, password) VALUES ('x', '§')",
		'INSERT INTO `accounts` (`id`,`api_token`,`plan`) VALUES (1,"§","free"),(2,"","pro")',
	),
	'named-element': around(
		key,
		'<entry key="db.password">§</entry>',
		'<string name="api_key">§</string>',
		'<name>fs.s3a.secret.key</name><value>§</value>',
		'<setting name="Password" serializeAs="String"><value>§</value></setting>',
		'    <key>apiToken</key>\n    <string>§</string>',
	),
	'changed-value': around(password, '  ~ password = "before" -> "§"', '      ~ admin_password         = "a-1" -> "§"'),
	'braced-value': around(
		(draw) => `${draw.of('alnum', 6)};${draw.of('alnum', 5)} ${draw.of('digit', 2)}`,
		'Driver={ODBC Driver 18};Server=db;Uid=sa;Pwd={§};Encrypt=yes',
	),
	'short-token': around(
		(draw) => `${draw.word()}-${draw.word()}${draw.of('digit', 3)}`,
		'+ export API_TOKEN=§',
		'deploy --token § now',
		'> X-Api-Key: §',
		'GET /reset?token=§ 200',
		'{"accessToken":"§"}',
	),
	'authorisation-code': around(key, 'GET /callback?code=§&state=x 302', 'grant_type=authorization_code&code=§'),
};
