/** One error of the language, as each engine words it. */
export interface EngineMessage {
	/** What stands for it; `$1` is the first group of the expression that fits. */
	readonly canonical: string;
	/** The engines do not even agree on the class of some. */
	readonly className?: string;
	readonly patterns: readonly RegExp[];
	/** V8's, SpiderMonkey's and JavaScriptCore's; of one engine there may be several. */
	readonly examples: readonly string[];
}
