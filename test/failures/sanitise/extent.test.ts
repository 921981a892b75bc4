import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { drawn } from '../../support/drawn.ts';
import { sanitised } from '../../support/sanitised.ts';

const engine = createEngine();
const value = drawn('alnum', 24, 11);
const LABEL = ['RSA', 'PRIVATE', 'KEY'].join(' ');
const LINES = [drawn('base64', 64, 12), drawn('base64', 64, 13), drawn('base64', 40, 14)];
const keyIn = (lineEnd: string) => [`-----BEGIN ${LABEL}-----`, ...LINES, `-----END ${LABEL}-----`].join(lineEnd);

// Neither a part of the secret may stay, nor what stands around it go.
test.each([
	[`https://ci:${value}@github.com/org/repo`, 'https://<TOKEN>@github.com/org/repo'],
	[`https://${value}@github.com/org/repo`, 'https://<TOKEN>@github.com/org/repo'],
	[`amqp://root:${value}@queue.local:5672/x`, 'amqp://<TOKEN>@<HOST>:5672/x'],
	['https://jane@example.com/x', 'https://<EMAIL>/x'],
	[`<password>${value} horse battery</password>`, '<password><TOKEN></password>'],
	[`<Pass encoding="plain"> ${value} </Pass>`, '<Pass encoding="plain"> <TOKEN> </Pass>'],
	[`<db.password value="${value}"/>`, '<db.password value="<TOKEN>"/>'],
	[`DB_PASSWORD=!${value}`, 'DB_PASSWORD=<TOKEN>'],
	[`if (password !== "${value}") {`, 'if (password !== "<TOKEN>") {'],
	[`Authorization:\tBearer\t${value}`, 'Authorization:\tBearer\t<TOKEN>'],
	[`sent Bearer\t${value} to x`, 'sent Bearer\t<TOKEN> to x'],
	[
		`char a_password[8] = "${value}", b_password[] = "${value}";`,
		'char a_password[8] = "<TOKEN>", b_password[] = "<TOKEN>";',
	],
	[`"api_key" to "${value}", "name" to "x"`, '"api_key" to "<TOKEN>", "name" to "x"'],
	[`${keyIn('\n')}password=${value}`, '<KEY>password=<TOKEN>'],
	[`token=${value}\n${keyIn('\n')}\ntoken=${value}`, 'token=<TOKEN>\n<KEY>\ntoken=<TOKEN>'],
	[`{"a":"${keyIn('\\n')}","token":"${value}"}`, '{"a":"<KEY>","token":"<TOKEN>"}'],
	[`"${keyIn('\\n')}","${keyIn('\\n')}"\n${keyIn('\n')}`, '"<KEY>","<KEY>"\n<KEY>'],
	[
		`-----BEGIN CERTIFICATE-----\ntoken=${value}\n-----BEGIN CERTIFICATE-----`,
		'-----BEGIN CERTIFICATE-----\ntoken=<TOKEN>\n-----BEGIN CERTIFICATE-----',
	],
	[`-----BEGIN -----BEGIN ${LABEL}-----\ntoken: "${value}"`, '-----BEGIN <KEY>\ntoken: "<TOKEN>"'],
	['password: $${INDEX_PASSWORD}', 'password: $${INDEX_PASSWORD}'],
])('%s', (text, expected) => {
	expect(sanitised(engine, text).text).toBe(expected);
});
