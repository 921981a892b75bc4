/** What an expression may name: `inputs.slug`, `steps.record.outputs.run-id`; what is not there is an empty text. */
export type Contexts = { readonly [name: string]: string | Contexts | undefined };

export interface StatusOfJob {
	readonly hasFailed: boolean;
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||[()!])|([A-Za-z_][\w.-]*))/y;

type Value = string | boolean;

const isTrue = (value: Value) => value !== '' && value !== false;

/**
 * GitHub's expressions, as far as the action uses them: names, texts, comparisons, `! && ||`, functions of the status.
 * Anything else is an error, so that the action can't use what was not tried.
 */
function evaluate(text: string, contexts: Contexts, { hasFailed }: StatusOfJob): Value {
	const tokens: string[] = [];
	const source = text.trim();
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < source.length) {
		const at = TOKEN.lastIndex;
		const [whole] = TOKEN.exec(source) ?? [];
		if (whole === undefined) throw new Error(`not understood: ${source.slice(at)}`);
		tokens.push(whole.trim());
	}
	let next = 0;
	const take = (token: string) => tokens[next] === token && ++next > 0;
	const expect = (token: string) => {
		if (!take(token)) throw new Error(`${token} is missing in: ${source}`);
	};

	const functions: Readonly<Record<string, boolean>> = { always: true, success: !hasFailed, failure: hasFailed };
	function operand(): Value {
		if (take('!')) return !isTrue(operand());
		if (take('(')) {
			const value = either();
			expect(')');
			return value;
		}
		const token = tokens[next++];
		if (token === undefined || !/^['A-Za-z_]/.test(token)) throw new Error(`not understood: ${source}`);
		if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
		if (take('(')) {
			expect(')');
			const value = functions[token];
			if (value === undefined) throw new Error(`no function ${token}`);
			return value;
		}
		return lookUp(token, contexts);
	}
	function comparison(): Value {
		const left = operand();
		if (take('==')) return left === operand();
		if (take('!=')) return left !== operand();
		return left;
	}
	function both(): Value {
		let value = comparison();
		while (take('&&')) {
			const right = comparison();
			value = isTrue(value) ? right : value;
		}
		return value;
	}
	function either(): Value {
		let value = both();
		while (take('||')) {
			const right = both();
			value = isTrue(value) ? value : right;
		}
		return value;
	}
	const value = either();
	if (next < tokens.length) throw new Error(`not understood: ${tokens.slice(next).join(' ')}`);
	return value;
}

function lookUp(path: string, contexts: Contexts): string {
	let value: string | Contexts | undefined = contexts;
	for (const name of path.split('.')) value = typeof value === 'object' ? value[name] : undefined;
	if (typeof value === 'object') throw new Error(`${path} is no text`);
	return value ?? '';
}

/** A text with `${{ … }}` in it. */
export const expand = (text: string, contexts: Contexts, status: StatusOfJob): string =>
	text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, contexts, status)));

/** The `if` of a step: without a function of the status, it is for steps behind which nothing failed. */
export function isWanted(condition: string | undefined, contexts: Contexts, status: StatusOfJob): boolean {
	const text = condition ?? 'success()';
	const asksStatus = /\b(always|success|failure)\(/.test(text);
	return (asksStatus || !status.hasFailed) && isTrue(evaluate(text, contexts, status));
}
