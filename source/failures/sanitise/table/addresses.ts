import { findColonMac, findDashMac, findDotMac, findIpv6 } from '../find/colons.ts';
import { findEmail } from '../find/email.ts';
import { findIpv4 } from '../find/ipv4.ts';
import type { Rule } from '../rule.ts';
import { COLON_HEX, DIGIT_DOT, HEX_DASH, HEX_DOT, TWO_COLONS } from '../scan/gates.ts';

/** Addresses of people and machines. */
export const ADDRESS_RULES: readonly Rule[] = [
	{
		name: 'email',
		kind: 'email',
		triggers: ['@', '%40', '\\u0040', '&#64;', '&#x40;'],
		find: findEmail,
		examples: [
			'mail jane.doe@example.com',
			'grüße@münchen.example',
			'q=jane%40mail.example.org',
			"<o'brien@example.co.uk>",
			'"a\\u0040example.com"',
		],
		counterExamples: [
			'git@github.com:org/repo.git',
			'npm i pkg@1.2.3',
			'Object@4b1c1ea0',
			'logo@2x.png',
			'@babel/core',
			'x@1.0.0-rc.beta',
		],
	},
	{
		name: 'ipv4-address',
		kind: 'ip',
		triggers: DIGIT_DOT,
		find: findIpv4,
		examples: ['connect 203.0.113.7:443', 'from 10.0.0.5', 'http://127.0.0.1/', '8.8.8.8, 1.1.1.1', '192.168.0.0/24'],
		counterExamples: [
			'version 1.2.3.4',
			'Chrome/120.0.6099.109',
			'pkg==1.2.3.4',
			'lib 1.2.5.1-2',
			'1.3.6.1.4.1.311',
			'300.1.1.1',
			'v4.0.30319.1',
		],
	},
	{
		name: 'ipv6-address',
		kind: 'ip',
		triggers: [...COLON_HEX, TWO_COLONS],
		find: findIpv6,
		examples: [
			'[2001:db8::1]:443',
			'fe80::1ff:fe23:4567:890a%eth0',
			'::ffff:192.0.2.128',
			'2001:db8:0:0:1:0:0:1',
			'listening on ::1',
		],
		counterExamples: [
			'12:34:56',
			'std::vec',
			'a::b::c',
			'::set-output',
			'aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99',
		],
	},
	{
		name: 'mac-address',
		kind: 'mac',
		triggers: COLON_HEX,
		find: findColonMac,
		examples: ['ether 00:1a:2b:3c:4d:5e'],
		counterExamples: ['10:20:30', 'SHA1 00:1a:2b:3c:4d:5e:6f'],
	},
	{
		name: 'mac-address-dashes',
		kind: 'mac',
		triggers: HEX_DASH,
		find: findDashMac,
		examples: ['00-1A-2B-3C-4D-5E'],
		counterExamples: ['20-24-01-02-03-04', '2024-01-02'],
	},
	{
		name: 'mac-address-dots',
		kind: 'mac',
		triggers: HEX_DOT,
		find: findDotMac,
		examples: ['001a.2b3c.4d5e'],
		counterExamples: ['1234.5678.9012', 'a001a.2b3c.4d5e', 'beef.dead.face.b00c'],
	},
];
