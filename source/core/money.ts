/**
 * Money as an integer of 10⁻¹² dollars. One token at $0.000001 per million is exactly one picodollar, so sums over any
 * number of stages and runs are exact; rounding happens only where an amount is shown.
 */
export type Picodollars = bigint;

const DECIMALS = 12;
const DOLLAR = 10n ** 12n;
/** Below a million dollars: sums of thousands of such amounts stay inside SQLite's 64 bits. */
const DECIMAL_AMOUNT = /^(\d{1,6})(?:\.(\d{1,12}))?$/;

/** Prices in dollars per million tokens, as in `.claude/cost-config.json`. */
export interface Pricing {
	readonly inputPricePerMillion: number;
	readonly outputPricePerMillion: number;
}

export const DEFAULT_PRICING: Pricing = { inputPricePerMillion: 3, outputPricePerMillion: 15 };

/** Parses `0.0825`; undefined for anything else (negative, exponent, text, a million or more). */
export function parseDollars(text: string): Picodollars | undefined {
	const match = DECIMAL_AMOUNT.exec(text.trim());
	if (!match) return undefined;
	return BigInt(match[1] ?? '0') * DOLLAR + BigInt((match[2] ?? '').padEnd(DECIMALS, '0'));
}

/** A JSON number of dollars; undefined unless finite, not negative and below a million. */
export function dollarsFromNumber(value: unknown): Picodollars | undefined {
	return typeof value === 'number' && value >= 0 && value < 1e6 ? parseDollars(value.toFixed(DECIMALS)) : undefined;
}

/** The nearest JavaScript number of dollars, for JSON. */
export function toDollars(amount: Picodollars): number {
	return Number(`${amount / DOLLAR}.${(amount % DOLLAR).toString().padStart(DECIMALS, '0')}`);
}

/** `$0.06`; below a cent four decimals, so that a cheap stage does not read as free. */
export function formatDollars(amount: Picodollars): string {
	const decimals = amount > 0n && amount < DOLLAR / 100n ? 4 : 2;
	const unit = 10n ** BigInt(DECIMALS - decimals);
	const rounded = (amount + unit / 2n) / unit;
	const scale = 10n ** BigInt(decimals);
	return `$${rounded / scale}.${(rounded % scale).toString().padStart(decimals, '0')}`;
}

const perToken = (pricePerMillion: number): Picodollars => BigInt(Math.round(pricePerMillion * 1e6));

/** Exact for prices with up to six decimals. */
export function priceTokens(
	tokens: { readonly input: number; readonly output: number },
	pricing: Pricing,
): Picodollars {
	return (
		BigInt(tokens.input) * perToken(pricing.inputPricePerMillion) +
		BigInt(tokens.output) * perToken(pricing.outputPricePerMillion)
	);
}

const isPrice = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1e6;

/** Reads `.claude/cost-config.json`; a key that is no price takes the default of that key. */
export function readPricing(config: unknown): Pricing {
	const given = (typeof config === 'object' && config !== null ? config : {}) as Record<string, unknown>;
	const { inputPricePerMillion: input, outputPricePerMillion: output } = given;
	return {
		inputPricePerMillion: isPrice(input) ? input : DEFAULT_PRICING.inputPricePerMillion,
		outputPricePerMillion: isPrice(output) ? output : DEFAULT_PRICING.outputPricePerMillion,
	};
}
