import { COMMANDS } from './commands.ts';
import { around, type Maker, PRIVATE, pem, token } from './makers.ts';
import { PLACES } from './places.ts';

/** Every kind of secret and of personal data that is planted; values are drawn when a corpus is made. */
export const POSITIVES: Readonly<Record<string, Maker>> = {
	email: around(
		(draw) => `${draw.person()}@${draw.word()}.example.com`,
		'Author: § wrote',
		'mailto:§',
		'user=§ ok',
		'sent to <§>',
		'"email":"§"',
	),
	'email-idn': around((draw) => `${draw.person()}@bücher${draw.between(1, 99)}.example`, 'from § to', 'to=§'),
	'email-encoded': around(
		(draw) => `${draw.person()}%40mail${draw.between(1, 99)}.example.org`,
		'GET /u?e=§ 200',
		'q=§&x=1',
	),
	'email-plus': around((draw) => `${draw.person()}+ci@${draw.word()}.example.co.uk`, 'notify §.', 'cc: §;'),
	ipv4: around(
		(draw) => [203, 0, 113, draw.between(1, 254)].join('.'),
		'connect to § failed',
		'http://§:8080/x',
		'peer=§',
		'[§] accepted',
	),
	'ipv4-private': around(
		(draw) => `10.${draw.between(0, 255)}.${draw.between(0, 255)}.${draw.between(1, 254)}`,
		'bind § ok',
		'addr §:443',
		'from=§;',
	),
	'ipv4-cidr': around((draw) => `192.168.${draw.between(0, 255)}.0/24`, 'route § via eth0', 'allow §'),
	ipv6: around(
		(draw) => `2001:db8:${draw.of('hex', 4)}::${draw.of('hex', 3)}1`,
		'peer § up',
		'http://[§]:80/',
		'addr=§',
	),
	'ipv6-full': around(
		(draw) => `2001:db8:${Array.from({ length: 6 }, () => draw.of('hex', 4)).join(':')}`,
		'inet6 § scope',
		'listen [§]:443',
	),
	'ipv6-zone': around((draw) => `fe80::${draw.of('hex', 4)}:1${draw.of('hex', 3)}%eth0`, 'via § dev'),
	'ipv6-mapped': around((draw) => `::ffff:192.0.2.${draw.between(1, 254)}`, 'client § gone', 'remote=§'),
	mac: around(
		(draw) => `0${draw.between(0, 9)}:${Array.from({ length: 5 }, () => draw.of('hex', 2)).join(':')}`,
		'ether § txq',
		'hw=§',
	),
	'mac-dashes': around(
		(draw) => `0A-${Array.from({ length: 5 }, () => draw.of('HEX', 2)).join('-')}`,
		'Physical Address: §',
	),
	'host-internal': around(
		(draw) => `${draw.word()}-${draw.between(1, 99)}.prod.internal`,
		'resolve § failed',
		'https://§/x',
		'host=§',
	),
	'host-corp': around((draw) => `jenkins${draw.between(1, 99)}.corp`, 'https://§/job/1', 'ping §', 'on § at'),
	'host-local': around((draw) => `${draw.word()}-mbp${draw.between(1, 99)}.local`, 'host §', 'ssh §'),
	'host-cluster': around(
		(draw) => `${draw.word()}${draw.between(1, 99)}.default.svc.cluster.local`,
		'dial tcp: lookup § on',
		'http://§:8080',
	),
	'host-lan': around((draw) => `nas${draw.between(1, 999)}.lan`, 'mount §:/x', 'lookup §:'),
	'host-with-port': around(
		(draw) => `${draw.word()}-db${draw.between(1, 99)}`,
		'connect §:5432 refused',
		'redis://§:6379/0',
		'broker §:9092',
	),
	'home-linux': around(
		(draw) => draw.person().replace('ø', 'o'),
		'at /home/§/src/a.ts:3',
		'cd /home/§',
		'file:///home/§/x',
	),
	'home-mac': around((draw) => draw.person(), '/Users/§/Library/x', 'in "/Users/§/p"'),
	'home-windows': around((draw) => draw.person(), 'C:\\Users\\§\\a', 'D:\\\\Users\\\\§\\\\b', 'C:/Users/§/c'),
	'windows-name-with-space': around((draw) => `Jane ${draw.of('lower', 7)}`, 'at C:\\Users\\§\\AppData\\x'),
	'unc-server': around((draw) => `files${draw.between(1, 999)}`, 'open \\\\§\\share\\x.txt', 'copy "\\\\§\\public\\a"'),
	github: token((draw) => `gh${draw.pick('p', 'o', 'u', 's', 'r')}_${draw.of('alnum', 36)}`),
	'github-fine': token((draw) => `github_${'pat'}_${draw.of('alnum', 22)}_${draw.of('alnum', 59)}`),
	gitlab: token((draw) => `gl${draw.pick('pat', 'dt', 'rt', 'ptt')}-${draw.of('base64url', 20)}`),
	npm: token((draw) => `npm_${draw.of('alnum', 36)}`),
	pypi: token((draw) => `pypi-AgEIcHlwaS5vcmc${draw.of('base64url', 70)}`),
	'aws-key-id': token((draw) => `${draw.pick('AKIA', 'ASIA')}${draw.of('upper', 16)}`),
	'aws-secret': around(
		(draw) => draw.of('base64', 40),
		'AWS_SECRET_ACCESS_KEY=§',
		'aws_secret_access_key = §',
		'"SecretAccessKey": "§"',
	),
	'aws-session': around((draw) => `IQoJb3JpZ2lu${draw.of('base64', 300)}`, 'AWS_SESSION_TOKEN=§', '"SessionToken":"§"'),
	gcp: token((draw) => `AIza${draw.of('base64url', 35)}`),
	'gcp-oauth': token((draw) => `ya29.${draw.of('base64url', 80)}`),
	'azure-secret': around(
		(draw) => `${draw.of('alnum', 3)}8Q~${draw.of('alnum', 34)}`,
		'AZURE_CLIENT_SECRET=§',
		'secret §',
	),
	'azure-storage': around(
		(draw) => `${draw.of('base64', 86)}==`,
		'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=§;EndpointSuffix=core.windows.net',
	),
	'azure-sas': around(
		(draw) => `${draw.of('alnum', 40)}%3D`,
		'GET https://x.blob.core.windows.net/c?sv=2022-11-02&sig=§',
		'?se=1&sig=§&sp=r',
	),
	'azure-service-bus': around(
		(draw) => `${draw.of('base64', 43)}=`,
		'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=§',
	),
	slack: token(
		(draw) => `xox${draw.pick('b', 'p')}-${draw.of('digit', 12)}-${draw.of('digit', 12)}-${draw.of('alnum', 24)}`,
	),
	'slack-webhook': around(
		(draw) => `T${draw.of('upper', 8)}/B${draw.of('upper', 8)}/${draw.of('alnum', 24)}`,
		'POST https://hooks.slack.com/services/§ 200',
	),
	'discord-webhook': around(
		(draw) => draw.of('base64url', 68),
		'https://discord.com/api/webhooks/123456789012345678/§',
	),
	'teams-webhook': around(
		(draw) => `${draw.uuid()}@${draw.uuid()}/IncomingWebhook/${draw.of('hex', 32)}/${draw.uuid()}`,
		'https://acme.webhook.office.com/webhookb2/§',
	),
	telegram: token((draw) => `${draw.between(1, 9)}${draw.of('digit', 8)}:AA${draw.of('base64url', 33)}`),
	stripe: token((draw) => `${draw.pick('sk', 'rk')}_${draw.pick('live', 'test')}_${draw.of('alnum', 24)}`),
	sendgrid: token((draw) => `SG.${draw.of('base64url', 22)}.${draw.of('base64url', 43)}`),
	twilio: token((draw) => `SK${draw.of('hex', 32)}`),
	mailgun: token((draw) => `key-${draw.of('hex', 32)}`),
	mailchimp: token((draw) => `${draw.of('hex', 32)}-us${draw.between(1, 20)}`),
	openai: token((draw) => `sk-proj-${draw.of('base64url', 74)}`),
	'openai-old': token((draw) => `sk-${draw.of('alnum', 20)}T3Blbk${'FJ'}${draw.of('alnum', 20)}`),
	anthropic: token((draw) => `sk-ant-api03-${draw.of('base64url', 93)}AA`),
	huggingface: token((draw) => `hf_${draw.of('alnum', 34)}`),
	'docker-hub': token((draw) => `dckr_pat_${draw.of('base64url', 27)}`),
	vault: token((draw) => `hvs.${draw.of('base64url', 90)}`),
	digitalocean: token((draw) => `dop_v1_${draw.of('hex', 64)}`),
	databricks: token((draw) => `dapi${draw.of('hex', 32)}`),
	shopify: token((draw) => `shpat_${draw.of('hex', 32)}`),
	'new-relic': token((draw) => `NRAK-${draw.of('upper', 27)}`),
	postman: token((draw) => `PMAK-${draw.of('hex', 24)}-${draw.of('hex', 34)}`),
	doppler: token((draw) => `dp.st.${draw.of('alnum', 43)}`),
	linear: token((draw) => `lin_api_${draw.of('alnum', 40)}`),
	'age-key': token((draw) => `AGE-SECRET-KEY-1${draw.of('upper', 58)}`),
	tailscale: token((draw) => `tskey-auth-${draw.of('alnum', 17)}-${draw.of('alnum', 32)}`),
	jwt: token((draw) => `eyJ${draw.of('base64url', 33)}.eyJ${draw.of('base64url', 60)}.${draw.of('base64url', 43)}`),
	'url-credentials': around(
		(draw) => draw.password(),
		'postgres://app:§@db.example.com:5432/x',
		'https://bot:§@git.example.com/r.git',
		'amqp://u:§@mq.example.com',
		'redis://:§@cache.example.com/0',
	),
	'url-token': around(
		(draw) => draw.of('alnum', 40),
		"clone 'https://§@git.example.com/a/b.git'",
		'https://x-access-token:§@github.com/a/b',
	),
	'header-authorization': around(
		(draw) => draw.of('alnum', 32),
		'Authorization: Bearer §',
		'"Authorization": "token §"',
		"-H 'Authorization: Basic §=='",
		'authorization: §',
	),
	'header-cookie': around(
		(draw) => draw.of('alnum', 26),
		'Cookie: sid=§; theme=dark',
		'Set-Cookie: session=§; Path=/; HttpOnly',
	),
	'header-api-key': around((draw) => draw.of('alnum', 24), 'X-Api-Key: §', "-H 'x-auth-token: §'", '"x-api-key":"§"'),
	'flag-password': around(
		(draw) => draw.password(),
		'tool --password=§ run',
		'tool --password § run',
		'mysql -u root -p§ db',
		"sshpass -p '§' ssh h",
		'docker login -u me -p § r.example.com',
	),
	'flag-user': around(
		(draw) => draw.password(),
		'curl -u admin:§ https://api.example.com',
		"curl --user 'me:§' https://x.example.com",
	),
	'flag-token': around(
		(draw) => draw.of('alnum', 30),
		'deploy --token § --env prod',
		'deploy --api-key=§',
		'vercel --token=§',
	),
	'env-password': around(
		(draw) => draw.password(),
		'DB_PASSWORD=§',
		'export PGPASSWORD=§',
		'MYSQL_ROOT_PASSWORD="§"',
		"REDIS_PASS='§'",
		'set ADMIN_PWD=§',
		'ENV API_SECRET §',
	),
	'env-token': around(
		(draw) => draw.of('alnum', 28),
		'CI_JOB_TOKEN=§',
		'export GH_AUTH_TOKEN=§',
		'STRIPE_SECRET_KEY=§',
		'X_API_KEY="§"',
		'ENCRYPTION_KEY=§',
	),
	'json-secret': around(
		(draw) => draw.of('alnum', 24),
		'{"client_secret":"§","x":1}',
		'{"accessToken": "§"}',
		'"{\\"apiKey\\":\\"§\\"}"',
		'{"auth":{"refresh_token":"§"}}',
	),
	'yaml-secret': around(
		(draw) => draw.password(),
		'  password: §',
		'  secretKey: "§"',
		"  client-secret: '§'",
		'    adminPassword: §',
	),
	'ini-secret': around((draw) => draw.password(), 'password = §', 'spring.datasource.password=§', '[auth] secret=§'),
	'xml-secret': around(
		(draw) => draw.password(),
		'<password>§</password>',
		'<add key="ApiSecret" value="§"/>',
		'<clientSecret>§</clientSecret>',
	),
	'query-token': around(
		(draw) => draw.of('alnum', 24),
		'GET /a?access_token=§&b=1',
		'https://x.example.com/?api_key=§',
		'?token=§#x',
	),
	'connection-string': around(
		(draw) => draw.password(),
		'Server=db;User Id=sa;Password=§;Encrypt=true',
		'host=db user=app password=§ dbname=x',
		'jdbc:mysql://db.example.com/x?user=a&password=§',
	),
	'npmrc-token': around(
		(draw) => draw.uuid(),
		'//registry.example.com/:_authToken=§',
		'//npm.example.com/:_password=§',
	),
	'netrc-password': around((draw) => draw.password(), 'machine git.example.com login me password §'),
	'k8s-env': (draw) => {
		const value = draw.password();
		return { text: `- name: DB_PASSWORD\n  value: ${value}`, secrets: [value] };
	},
	'pem-key': (draw) => pem(draw, draw.pick(PRIVATE, `RSA ${PRIVATE}`, `OPENSSH ${PRIVATE}`, `EC ${PRIVATE}`), ''),
	'pem-key-indented': (draw) => pem(draw, PRIVATE, '      '),
	'pem-key-escaped': (draw) => {
		const lines = Array.from({ length: draw.between(3, 20) }, () => draw.of('base64', 64));
		return {
			text: `"private_key": "-----BEGIN ${PRIVATE}-----\\n${lines.join('\\n')}\\n-----END ${PRIVATE}-----\\n",`,
			secrets: lines,
		};
	},
	'pem-key-timestamps': (draw) => pem(draw, `RSA ${PRIVATE}`, '2026-11-21T10:00:01.1234567Z '),
	'pgp-key': (draw) => {
		const lines = Array.from({ length: draw.between(4, 12) }, () => draw.of('base64', 64));
		return {
			text: [
				`-----BEGIN PGP ${PRIVATE} BLOCK-----`,
				'Version: GnuPG v2',
				'',
				...lines,
				`=${draw.of('base64', 4)}`,
				`-----END PGP ${PRIVATE} BLOCK-----`,
			].join('\n'),
			secrets: lines,
		};
	},
	'pem-key-truncated': (draw) => {
		const lines = Array.from({ length: draw.between(3, 8) }, () => draw.of('base64', 64));
		return { text: [`-----BEGIN ${PRIVATE}-----`, ...lines].join('\n'), secrets: lines };
	},
	'hex-blob': around((draw) => draw.of('hex', draw.pick(40, 64, 128)), 'value § end', 'key material §'),
	'base64-blob': around((draw) => draw.of('base64', draw.between(44, 200)), 'payload § end', 'data: §'),
	...PLACES,
	...COMMANDS,
};
