import { LIVE_CHOICES } from '../../core/live/query.ts';
import type { Answers } from './answers.ts';
import type { Filters } from './client.ts';
import { byId, element } from './dom.ts';

const DEFAULT_WINDOW = '7d';
const ALL = '';
/** Waits until nobody types any more. */
const TYPING_MS = 200;

/** The controls that say what is shown; the address keeps what was chosen. */
export function createFilters(onChange: () => void): { readonly read: () => Filters } {
	const form = byId('filters', HTMLFormElement);
	const given = new URLSearchParams(location.hash.slice(1));
	for (const name of ['window', 'stage', 'status'] as const) {
		const select = form.elements.namedItem(name);
		if (!(select instanceof HTMLSelectElement)) continue;
		const choices = LIVE_CHOICES[name] ?? [];
		if (name !== 'window') select.append(element('option', { value: ALL }, 'all'));
		select.append(...choices.map((choice) => element('option', { value: choice }, choice)));
		const wanted = given.get(name) ?? (name === 'window' ? DEFAULT_WINDOW : ALL);
		if ([ALL, ...choices].includes(wanted)) select.value = wanted;
	}
	const feature = form.elements.namedItem('feature');
	if (feature instanceof HTMLInputElement) feature.value = given.get('feature') ?? '';
	const read = (): Filters => {
		const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const);
		return Object.fromEntries(entries.filter(([, value]) => value !== ALL));
	};
	let timer: ReturnType<typeof setTimeout> | undefined;
	form.addEventListener('input', ({ target }) => {
		clearTimeout(timer);
		history.replaceState(null, '', `#${new URLSearchParams(read())}`);
		timer = setTimeout(onChange, target === feature ? TYPING_MS : 0);
	});
	form.addEventListener('submit', (event) => event.preventDefault());
	return { read };
}

/** Names of features to choose from: those of the runs that are listed. */
export function suggestFeatures({ runs }: Answers['/api/v1/runs']): void {
	const names = new Set(runs.flatMap(({ slug }) => (typeof slug === 'string' ? [slug] : [])));
	const options = [...names].sort().map((value) => element('option', { value }));
	byId('features', HTMLDataListElement).replaceChildren(...options);
}
