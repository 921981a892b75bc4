import type { ShapeRule } from '../rule.ts';
import { token } from './shape.ts';

/** Providers of models, and what stands around them. */
export const MODEL_TOKENS: readonly ShapeRule[] = [
	token('openai-key', 'T3BlbkFJ', 'sk-[A-Za-z0-9_-]{20}T3BlbkFJ[A-Za-z0-9_-]{16,90}', { lead: 23 }),
	token(
		'openai-key',
		'sk-proj- sk-svcacct- sk-admin- sk-None- sk-user-',
		'sk-(?:proj|svcacct|admin|None|user)-[A-Za-z0-9_-]{20,300}',
		{ randomness: 0 },
	),
	token('sk-key', 'sk-', 'sk-[A-Za-z0-9]{20,100}', { variety: 10, randomness: 0 }),
	token(
		'sk-named-key',
		'sk-or- sk-lf- sk-cp- sk-kimi- sk-helicone- sk-api- sk-live- sk-test- sk-prod-',
		'sk-(?:or|lf|cp|kimi|helicone|api|live|test|prod)-[A-Za-z0-9_-]{20,200}',
		{ randomness: 0 },
	),
	token(
		'helicone-key',
		'k-helicone-',
		'[ps]k-helicone-(?:[a-z]{2}-){0,2}[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}-[a-z0-9]{7}',
		{ lead: 1 },
	),
	token('composio-key', 'oak_', 'oak_[A-Za-z0-9_-]{20}', { variety: 10, randomness: 0 }),
	token('anthropic-key', 'sk-ant-', 'sk-ant-[a-z]{2,8}[0-9]{2}-[A-Za-z0-9_-]{40,200}'),
	token('huggingface-token', 'hf_ api_org_', '(?:hf|api_org)_[A-Za-z0-9]{30,40}', { variety: 10, randomness: 0 }),
	token('replicate-token', 'r8_', 'r8_[A-Za-z0-9]{37,40}'),
	token('groq-key', 'gsk_', 'gsk_[A-Za-z0-9]{48,60}'),
	token('perplexity-key', 'pplx-', 'pplx-[A-Za-z0-9]{32,64}'),
	token('xai-key', 'xai-', 'xai-[A-Za-z0-9]{60,100}'),
	token('fireworks-key', 'fw_', 'fw_[A-Za-z0-9]{20,32}', { variety: 10, randomness: 0 }),
	token('together-key', 'tgp_v1_', 'tgp_v1_[A-Za-z0-9_-]{40,60}'),
	token('pinecone-key', 'pcsk_', 'pcsk_[A-Za-z0-9_]{40,90}'),
	token('langsmith-key', 'lsv2_', 'lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}'),
	token('wandb-key', 'wandb_v1_', 'wandb_v1_[A-Za-z0-9_]{60,120}'),
	token('nvidia-key', 'nvapi-', 'nvapi-[A-Za-z0-9_-]{50,80}'),
	token('tavily-key', 'tvly-', 'tvly-(?:dev-|prod-)?[A-Za-z0-9-]{28,50}'),
	token('cerebras-key', 'csk-', 'csk-[a-z0-9]{40,60}'),
	token('jina-key', 'jina_', 'jina_[A-Za-z0-9_-]{50,70}'),
	token('firecrawl-key', 'fc-', 'fc-[a-f0-9]{32}'),
	token('elevenlabs-key', 'sk_', 'sk_[a-f0-9]{48}'),
	token('runpod-key', 'rpa_', 'rpa_[A-Z0-9]{36,50}[a-z0-9]{0,8}'),
	token('voyage-key', 'pa-', 'pa-[A-Za-z0-9_-]{43}', { randomness: 2 }),
];
