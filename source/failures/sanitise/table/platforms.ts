import type { ShapeRule } from '../rule.ts';
import { token, UUID } from './shape.ts';

const DIGITS = [...'0123456789'];

/** Words that platforms begin their keys with, or end the beginning with: `sk_car_…`, `cal_live_…`. */
const STARTS = 'sk pk ak ck dk rk api live test prod production sandbox staging'.split(' ');

/** Device clouds, schedulers, scanners and whoever else names keys by a beginning of their own. */
export const PLATFORM_TOKENS: readonly ShapeRule[] = [
	token(
		'prefixed-key',
		STARTS.map((start) => `${start}_`).join(' '),
		`(?:${STARTS.join('|')})_(?:[a-z]{2,10}_)?[A-Za-z0-9]{20,100}(?:\\.[A-Za-z0-9]{16,100})?`,
		{ before: 'a-zA-Z0-9', variety: 10, randomness: 8 },
	),
	token('composio-key', 'ak_ ck_', '[ac]k_[A-Za-z0-9_-]{20}', { variety: 12, randomness: 8 }),
	token('adafruit-key', 'aio_', 'aio_[A-Za-z0-9]{28}', { variety: 10, randomness: 0 }),
	token('aikido-key', 'AIK_', 'AIK_(?:CI|SECRET|API)_[A-Za-z0-9]{20,80}'),
	token('arcjet-key', 'ajkey_', 'ajkey_[a-z0-9]{20,40}'),
	token('appsync-key', 'da2-', 'da2-[a-z0-9]{26}', { randomness: 4 }),
	token('new-relic-key', 'NRAA-', 'NRAA-[A-Za-z0-9]{24,40}'),
	token('pixie-key', 'px-api- px-dep-', `px-(?:api|dep)-${UUID}`),
	token('django-secret-key', 'django-insecure-', 'django-insecure-[^ \\t\\r"\'`<>\\\\]{20,80}', { after: '' }),
	token('builder-key', 'bpk-', 'bpk-[a-f0-9]{32}'),
	token('block-protocol-key', 'b10ck5.', 'b10ck5\\.[A-Za-z0-9]{32}\\.[A-Za-z0-9_-]{20,60}'),
	token('stackhawk-key', 'hawk.', 'hawk\\.[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}'),
	token('yandex-dictionary-key', 'pdct.1.1.', 'pdct\\.1\\.1\\.[0-9TZ]{16}\\.[a-f0-9]{16}\\.[a-f0-9]{40}'),
	token(
		'asana-token',
		DIGITS.flatMap((digit) => [`1/${digit}`, `2/${digit}`]).join(' '),
		'[12]/[0-9]{13,17}(?:/[0-9]{13,17})?:[a-f0-9]{32}',
	),
	token('weather-key', '?appid= &appid=', '[?&][Aa][Pp][Pp][Ii][Dd]=[a-f0-9]{32}', { before: '' }),
	token('lichess-token', 'lip_', 'lip_[A-Za-z0-9]{20}'),
	token('modal-key', 'ak- as-', 'a[ks]-[A-Za-z0-9]{22}', { variety: 12, randomness: 9 }),
	token('launchdarkly-key', 'api-', `api-${UUID}`),
	token('deepl-key', ':fx', `${UUID}:fx`, { lead: 36, variety: 0 }),
	token('infracost-key', 'ico-', 'ico-[A-Za-z0-9]{32}'),
	token('cal-key', 'cal_', 'cal_(?:live_|test_)?[a-f0-9]{32}'),
	token('swarm-key', 'SWMKEY- SWMTKN-', 'SWM(?:KEY|TKN)-[0-9]-[A-Za-z0-9+/-]{40,90}'),
	token('dropbox-token', 'AAAAAAAAAA', '[a-z0-9]{11}A{10}[A-Za-z0-9_=-]{43}', { lead: 11, variety: 10 }),
	token('e2b-key', 'e2b_', 'e2b_[a-f0-9]{40}'),
	token('device-token', '/api/v1/', '/api/v1/[A-Za-z0-9]{20}/(?:telemetry|attributes|rpc|claim)', {
		before: '',
		randomness: -40,
	}),
];
