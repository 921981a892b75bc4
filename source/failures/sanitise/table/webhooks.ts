import type { ShapeRule } from '../rule.ts';
import { token } from './shape.ts';

/** Addresses that are secrets themselves: whoever knows one may call it. */
export const WEBHOOKS: readonly ShapeRule[] = [
	token(
		'slack-webhook',
		'hooks.slack.com/ hooks.slack-gov.com/',
		'hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_-]{20,200}',
		{ before: '' },
	),
	token('discord-webhook', '/webhooks/', '/webhooks/[0-9]{16,22}/[A-Za-z0-9_-]{40,100}', { before: '' }),
	token(
		'teams-webhook',
		'webhook.office.com/webhook outlook.office.com/webhook',
		'(?:webhook|outlook)\\.office\\.com/webhook(?:b2)?/[A-Za-z0-9@%/_-]{40,300}',
		{ before: '' },
	),
	token('logic-app-url', '.logic.azure.com', '\\.logic\\.azure\\.com(?::443)?/workflows/[A-Za-z0-9/_.%?=&-]{30,500}', {
		before: '',
	}),
	token(
		'zapier-webhook',
		'hooks.zapier.com/ hook.us1.make.com/ hook.us2.make.com/ hook.eu1.make.com/ hook.eu2.make.com/',
		'hook(?:s\\.zapier|\\.(?:us|eu)[12]\\.make)\\.com/[A-Za-z0-9/_-]{16,120}',
		{ before: '' },
	),
	token(
		'ifttt-webhook',
		'maker.ifttt.com/',
		'maker\\.ifttt\\.com/trigger/[A-Za-z0-9_-]{1,60}/(?:json/)?with/key/[A-Za-z0-9_-]{20,60}',
		{ before: '' },
	),
	token(
		'google-chat-webhook',
		'chat.googleapis.com/',
		'chat\\.googleapis\\.com/v1/spaces/[A-Za-z0-9_-]{6,30}/messages\\?[A-Za-z0-9_%=&-]{30,300}',
		{ before: '' },
	),
	token('telegram-bot-url', 'api.telegram.org/bot', 'api\\.telegram\\.org/bot[0-9]{5,16}:[A-Za-z0-9_-]{30,40}', {
		before: '',
	}),
	token(
		'deploy-hook',
		'/build_hooks/ /integrations/deploy/ api.render.com/deploy/',
		'/?(?:build_hooks/[a-f0-9]{24}|integrations/deploy/[A-Za-z0-9_-]{20,60}/[A-Za-z0-9_-]{8,40}|api\\.render\\.com/deploy/srv-[a-z0-9-]{6,40}\\?key=[A-Za-z0-9_-]{8,40})',
		{ before: '' },
	),
	token('chat-webhook', '/hooks/', '/hooks/(?:[a-z0-9]{26}|[A-Za-z0-9]{6,24}/[A-Za-z0-9]{32,80})', {
		before: '',
		variety: 12,
	}),
	token('power-automate-url', '.powerplatform.com', '\\.powerplatform\\.com(?::443)?/[A-Za-z0-9/_.%?=&-]{30,500}', {
		before: '',
	}),
	token('pagerduty-integration', '/integration/', '/integration/[a-f0-9]{32}', { before: '' }),
	token(
		'blockchain-node-url',
		'.infura.io/v .alchemy.com/v .alchemyapi.io/v .quiknode.pro/',
		'\\.(?:infura\\.io/(?:ws/)?v3|alchemy(?:api\\.io|\\.com)/v2|quiknode\\.pro)/[A-Za-z0-9_-]{20,80}',
		{ before: '', variety: 8 },
	),
	token(
		'one-time-link',
		'/invite/ /invitation/ /reset/ /reset-password/ /magic/ /verify/ /activate/ /confirm/ /unsubscribe/',
		'/(?:invite|invitation|reset|reset-password|magic|verify|activate|confirm|unsubscribe)/[A-Za-z0-9_-]{32,200}',
		{ before: '', variety: 12, randomness: 6 },
	),
];
