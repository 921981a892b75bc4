import { createHash } from 'node:crypto';

/** Characters that are the same in every run and look like nothing: made here, so that no secret stands in a file. */
function characters(alphabet: string, length: number, seed: string): string {
	let text = '';
	for (let block = 0; text.length < length; block++) {
		const digest = createHash('sha256').update(`${seed} ${block}`).digest();
		for (const byte of digest) text += alphabet[byte % alphabet.length];
	}
	return text.slice(0, length);
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HEX = '0123456789abcdef';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const mixed = (length: number, seed: string) => characters(MIXED, length, seed);

const pem = (kind: string) =>
	[
		`-----BEGIN ${kind}PRIVATE`,
		` KEY-----\n${mixed(64, kind)}\n${mixed(40, kind)}\n-----END ${kind}PRIVATE KEY-----`,
	].join('');

/** Key-shaped secrets: the rule that finds each, the secret, and what stands in its place. */
export const SECRETS: readonly (readonly [rule: string, secret: string, placeholder: string])[] = [
	['murmur8-key', `mm8_${characters(HEX, 64, 'murmur8')}`, '<TOKEN>'],
	['aws-access-key', `AKIA${characters(UPPER, 16, 'aws')}`, '<TOKEN>'],
	['github-token', `ghp_${mixed(36, 'github')}`, '<TOKEN>'],
	['github-token', `github_pat_${mixed(82, 'github')}`, '<TOKEN>'],
	['gitlab-token', `glpat-${mixed(20, 'gitlab')}`, '<TOKEN>'],
	['slack-token', `xoxb-${characters('0123456789', 12, 'slack')}-${mixed(24, 'slack')}`, '<TOKEN>'],
	['stripe-key', `sk_live_${mixed(24, 'stripe')}`, '<TOKEN>'],
	['model-provider-key', `sk-proj-${mixed(48, 'model')}`, '<TOKEN>'],
	['google-key', `AIza${mixed(35, 'google')}`, '<TOKEN>'],
	['npm-token', `npm_${mixed(36, 'npm')}`, '<TOKEN>'],
	['hugging-face-token', `hf_${mixed(34, 'hugging')}`, '<TOKEN>'],
	['sendgrid-key', `SG.${mixed(22, 'grid')}.${mixed(43, 'send')}`, '<TOKEN>'],
	['json-web-token', `eyJ${mixed(30, 'head')}.eyJ${mixed(60, 'body')}.${mixed(43, 'signature')}`, '<TOKEN>'],
	['url-credentials', `postgres://ada:${mixed(16, 'url')}@db.example.com/x`, 'postgres://<TOKEN>@db.example.com/x'],
	['authorization', `Authorization: Bearer ${mixed(30, 'bearer')}`, 'Authorization: Bearer <TOKEN>'],
	['private-key', pem(''), '<KEY>'],
	['private-key', pem('RSA '), '<KEY>'],
	['private-key', pem('OPENSSH '), '<KEY>'],
];
