import type { ShapeRule } from '../rule.ts';
import { HEX_DASH } from '../scan/gates.ts';
import { token, UUID } from './shape.ts';

/** A bot's number is in front, in base64: so its first three letters are these. */
const DISCORD_STARTS = ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT']
	.flatMap((start) => [...'AEIMQUYcgk'].map((third) => start + third))
	.join(' ');
const TWILIO_STARTS = ['SK', 'AC'].flatMap((start) => [...'0123456789abcdef'].map((digit) => start + digit)).join(' ');

const TELEGRAM_STARTS = [...'0123456789'].map((digit) => `${digit}:A`).join(' ');

/** Payments, mail, chat, shops and what else has keys. */
export const SERVICE_TOKENS: readonly ShapeRule[] = [
	token('murmur8-key', 'mm8_', 'mm8_[a-f0-9]{64}'),
	token(
		'stripe-key',
		'sk_test_ sk_live_ sk_prod_ rk_test_ rk_live_ rk_prod_',
		'[sr]k_(?:test|live|prod)_[A-Za-z0-9_]{10,200}',
	),
	token('webhook-signing-secret', 'whsec_', 'whsec_[A-Za-z0-9+/=]{20,100}'),
	token('square-token', 'sq0atp- sq0csp- sq0idp-', 'sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,60}'),
	token('square-access-token', 'EAAA', 'EAAA[A-Za-z0-9_+=-]{22,60}', {
		before: 'a-zA-Z0-9_+/',
		variety: 12,
		randomness: 0,
	}),
	token('braintree-token', 'access_token$', 'access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}'),
	token(
		'razorpay-key',
		'rzp_live_ rzp_test_',
		'rzp_(?:live|test)_[A-Za-z0-9]{14,24}(?:["\'] ?, ?["\'][A-Za-z0-9]{20,30})?',
	),
	token(
		'plaid-token',
		'access-production- access-sandbox- access-development- public-production- public-sandbox- public-development-',
		`(?:access|public)-(?:production|sandbox|development)-${UUID}`,
	),
	token('flutterwave-key', 'FLWSECK FLWPUBK', 'FLW(?:SECK|PUBK)(?:_TEST)?-[A-Za-z0-9]{12,50}(?:-X)?'),
	token('shopify-token', 'shpat_ shpca_ shppa_ shpss_ shptka_ shpua_', 'shp(?:at|ca|pa|ss|tka|ua)_[A-Fa-f0-9]{32}'),
	token('shippo-token', 'shippo_', 'shippo_(?:live|test)_[A-Fa-f0-9]{40}'),
	token('easypost-key', 'EZAK EZTK', 'EZ[AT]K[A-Za-z0-9]{54}'),
	token(
		'lob-key',
		'test_ live_ test_pub_ live_pub_',
		'(?:live|test)_(?:[a-f0-9]{35}|pub_[a-f0-9]{31}|[A-Za-z0-9_=-]{40})',
		{ variety: 10, randomness: 2 },
	),
	token('mollie-key', 'test_ live_', '(?:live|test)_[A-Za-z0-9]{30}', { variety: 14, randomness: 2 }),
	token('paddle-key', 'pdl_', 'pdl_(?:live|sdbx)_apikey_[A-Za-z0-9_]{40,80}'),
	token('polar-token', 'polar_', 'polar_(?:oat|pat|whs)_[A-Za-z0-9]{30,60}'),
	token('adyen-key', 'AQE', 'AQE[A-Za-z0-9]{20,40}\\.[A-Za-z0-9+/=-]{40,200}'),
	token('gocardless-token', 'live_ sandbox_', '(?:live|sandbox)_[A-Za-z0-9_=-]{40}', { variety: 12, randomness: 2 }),
	// The second argument of a call is the secret of the first.
	token('twilio-key', TWILIO_STARTS, '(?:SK|AC)[a-f0-9]{32}(?:["\'] ?, ?["\'][a-f0-9]{32})?'),
	token('sendgrid-key', 'SG.', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}'),
	token('sendgrid-key-joined', 'SG.', 'SG\\.[A-Za-z0-9_.=-]{66}', { randomness: 6 }),
	token('mailgun-key', 'key- pubkey-', '(?:pub)?key-[a-f0-9]{32}'),
	token('mailgun-signing-key', HEX_DASH.join(' '), '[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}', { lead: 31 }),
	token('mailchimp-key', '-us', '[a-f0-9]{32}-us[0-9]{1,2}', { lead: 32, variety: 1 }),
	token('brevo-key', 'xkeysib- xsmtpsib-', 'x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}'),
	token('resend-key', 're_', 're_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,28}', { randomness: 0 }),
	token('mandrill-key', 'md-', 'md-[A-Za-z0-9_-]{22}', { variety: 12, randomness: 6 }),
	token(
		'slack-token',
		'xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxc- xoxd-',
		'xox[abcdeoprs]-[A-Za-z0-9%+/=-]{16,400}',
		{ variety: 6, randomness: -40 },
	),
	token('slack-config-token', 'xoxe.xox', 'xoxe\\.xox[bp]-[0-9]-[A-Za-z0-9]{60,400}'),
	token('slack-app-token', 'xapp-', 'xapp-[0-9]-[A-Za-z0-9]{8,14}-[0-9]{8,16}-[a-z0-9]{32,80}'),
	token('telegram-token', TELEGRAM_STARTS, '[0-9]{10}:A[A-Za-z0-9_-]{32,35}', { lead: 9, variety: 12 }),
	token('telegram-token', TELEGRAM_STARTS, '[0-9]{9}:A[A-Za-z0-9_-]{32,35}', { lead: 8, variety: 12 }),
	token('telegram-token', TELEGRAM_STARTS, '[0-9]{8}:A[A-Za-z0-9_-]{32,35}', { lead: 7, variety: 12 }),
	token(
		'discord-token',
		DISCORD_STARTS,
		'(?:M[Tjz]|N[DTjz]|O[DT])[AEIMQUYcgk][A-Za-z0-9_-]{20,25}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}',
	),
	token('facebook-token', 'EAA', 'EAA[A-Za-z0-9]{90,400}'),
	token('facebook-app-token', '|', '[0-9]{15,16}\\|[A-Za-z0-9_-]{27,40}', { lead: 15, variety: 12 }),
	token('facebook-app-token', '|', '[0-9]{16}\\|[A-Za-z0-9_-]{27,40}', { lead: 16, variety: 12 }),
	token('instagram-token', 'IGQV IGAA', 'IG(?:QV|AA)[A-Za-z0-9_-]{80,400}'),
	token('twitter-bearer', 'AAAAAAAAAAAAAAAAAAAAA', 'A{21,24}[A-Za-z0-9%_-]{60,120}', {
		before: 'a-zA-Z0-9+/',
		variety: 20,
	}),
	token('dropbox-token', 'sl.', 'sl\\.(?:u\\.)?[A-Za-z0-9_=-]{60,1000}'),
	token('hubspot-token', 'pat-na pat-eu', `pat-(?:na|eu)[0-9]-${UUID}`),
	token('salesforce-session', '00D', '00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,150}'),
	token('intra42-secret', 's-s4t2ud- s-s4t2af-', 's-s4t2(?:ud|af)-[a-f0-9]{64}'),
	token('adobe-secret', 'p8e-', 'p8e-[A-Za-z0-9]{32}'),
	token('okta-token', 'SSWS', 'SSWS [A-Za-z0-9_-]{30,60}'),
	token('mapbox-token', 'pk.eyJ sk.eyJ tk.eyJ', '[pst]k\\.eyJ[A-Za-z0-9_-]{30,200}\\.[A-Za-z0-9_-]{20,40}'),
	token('mapbox-token', 'pk. sk.', '[ps]k\\.[a-z0-9]{60}\\.[a-z0-9]{22}'),
	token('beamer-key', 'b_', 'b_[a-z0-9_=-]{44}', { variety: 14, randomness: 6 }),
	token('posthog-key', 'phx_ phs_', 'ph[xs]_[A-Za-z0-9]{40,60}'),
	token('onesignal-key', 'os_v2_', 'os_v2_(?:app|org)_[a-z0-9]{80,130}'),
	token('algolia-secured-key', 'alg', 'alg[a-f0-9]{29}', { randomness: 2 }),
	token('stytch-secret', 'secret-test- secret-live-', 'secret-(?:test|live)-[A-Za-z0-9_=-]{30,60}'),
	token('clerk-key', 'ak_ m2m_ mt_', '(?:ak|m2m|mt)_[A-Za-z0-9]{30,48}', { variety: 14, randomness: 6 }),
	token('svix-key', 'testsk_ sk_usr_', '(?:testsk|sk_usr)_[A-Za-z0-9_-]{24,80}', { randomness: 2 }),
	token('mongo-realm-key', 'mlab_', 'mlab_[A-Za-z0-9]{30,60}'),
	token('jwt', 'eyJ', 'eyJ[A-Za-z0-9_/+-]{8,}={0,2}\\.[A-Za-z0-9_/+-]{8,}={0,2}(?:\\.[A-Za-z0-9_/+-]*={0,2}){0,3}', {
		before: 'a-zA-Z0-9_/+-',
		variety: 8,
	}),
	token('jwt', 'ey', 'ey[A-Za-z0-9_/+-]{15,}={0,2}\\.ey[A-Za-z0-9_/+-]{15,}={0,2}\\.(?:[A-Za-z0-9_/+-]{8,}={0,2})?', {
		before: 'a-zA-Z0-9_/+-',
		variety: 8,
	}),
	token(
		'password-hash',
		'$apr1$ $1$ $2a$ $2b$ $2y$ $5$ $6$ $7$ $8$ $9$ $y$ $argon2',
		'\\$(?:apr1|1|2[aby]|[5-9]|y|argon2(?:id|i|d))\\$[A-Za-z0-9./$,=+]{20,200}',
		{ before: '', variety: 8 },
	),
	token('fernet-token', 'gAAAAA', 'gAAAAA[A-Za-z0-9_-]{60,1000}={0,2}'),
	token('jetbrains-token', 'perm:', 'perm:[A-Za-z0-9+/=_-]{4,80}\\.[A-Za-z0-9+/=_-]{4,80}\\.[A-Za-z0-9]{20,60}', {
		before: 'a-zA-Z0-9_',
	}),
	token('unity-serial', 'SB- SC- F4- E4- U3- I3-', '(?:SB|SC|F4|E4|U3|I3)(?:-[A-Z0-9]{4}){5}', { variety: 8 }),
	token(
		'pgpass-line',
		':5432: :6432: :3306:',
		':(?:5432|6432|3306):[A-Za-z0-9_.*-]{1,63}:[A-Za-z_][A-Za-z0-9_.-]{0,62}:[^ \\t\\r"\':\\\\<>$*]{4,128}',
		{
			before: '',
			variety: 4,
		},
	),
	token(
		'gem-host-credentials',
		'BUNDLE_',
		'BUNDLE_[A-Z0-9_]{1,60}__[A-Z0-9_]{2,40}(?:=| *: *)"?[A-Za-z0-9._%-]{1,60}:[^ \\t\\r"\':\\\\<>$*]{4,128}',
		{ variety: 8 },
	),
	token('ethereum-key', '0x', '0x[a-fA-F0-9]{64}', { kind: 'blob' }),
	token(
		'netrc-token',
		'x-access-token: x-token-auth: oauth2: gitlab-ci-token:',
		'(?:x-access-token|x-token-auth|oauth2|gitlab-ci-token):[A-Za-z0-9_=+/.-]{16,300}@',
		{ after: '' },
	),
];
