type Child = Node | string | undefined;

export interface Attributes {
	readonly [name: string]: string | true | undefined;
}

/** An element with its attributes and children. Texts become text and nothing else, whatever stands in them. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value !== undefined) made.setAttribute(key, value === true ? '' : value);
	}
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

/** Text of somebody else's: its direction stays its own. */
export const foreign = (text: string): HTMLElement => element('bdi', {}, text);

/** The element of the page with this id. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
	const found = document.getElementById(id);
	if (found instanceof type) return found;
	throw new Error(`the page has no ${id}`);
}

export const place = (id: string): HTMLElement => byId(id, HTMLElement);

export const note = (text: string, isWithheld = false): HTMLElement =>
	element('p', { class: isWithheld ? 'none withheld' : 'none' }, text);
