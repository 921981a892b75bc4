import fc from 'fast-check';

/** An error without what depends on the machine, the checkout and the run. */
export interface ErrorModel {
	readonly language: keyof typeof RENDER;
	readonly className: string;
	readonly message: readonly string[];
	/** The innermost first, no two alike. */
	readonly calls: readonly { readonly name: string; readonly folder: string; readonly file: string }[];
}

/** What may differ from one time to the next. */
export interface Circumstances {
	readonly root: string;
	readonly shift: number;
	/** Put into the names of bundled files; empty for none. */
	readonly hash: string;
	/** What the message says of this run. */
	readonly value: string;
}

function path({ root }: Circumstances, folder: string, file: string): string {
	// Only engines of JavaScript name files by URL.
	const start = file.endsWith('.js') ? root : root.replace('file://', '');
	return start.includes('\\') ? `${start}\\${folder}\\${file}` : `${start}/${folder}/${file}`;
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const messageOf = ({ message }: ErrorModel, { value }: Circumstances): string => [...message, value].join(' ');

const RENDER = {
	javascript: (model: ErrorModel, now: Circumstances) => [
		`${model.className}: ${messageOf(model, now)}`,
		...model.calls.map(({ name, folder, file }, index) => {
			const bundled = now.hash === '' ? `${file}.js` : `${file}.${now.hash}.js`;
			return `    at ${name} (${path(now, folder, bundled)}:${index + 1 + now.shift}:${1 + (now.shift % 70)})`;
		}),
	],
	python: (model: ErrorModel, now: Circumstances) => [
		'Traceback (most recent call last):',
		...model.calls
			.toReversed()
			.flatMap(({ name, folder, file }, index) => [
				`  File "${path(now, folder, `${file}.py`)}", line ${index + 1 + now.shift}, in ${name}`,
				`    ${name}(value)`,
			]),
		`${model.className}: ${messageOf(model, now)}`,
	],
	jvm: (model: ErrorModel, now: Circumstances) => [
		`com.acme.${model.className}: ${messageOf(model, now)}`,
		...model.calls.map(
			({ name, folder, file }, index) =>
				`\tat com.acme.${folder}.${capital(file)}.${name}(${capital(file)}.java:${index + 1 + now.shift})`,
		),
	],
	dotnet: (model: ErrorModel, now: Circumstances) => [
		`Unhandled exception. Acme.${model.className}: ${messageOf(model, now)}`,
		...model.calls.map(
			({ name, folder, file }, index) =>
				`   at Acme.${capital(folder)}.${capital(name)}(String text) in ${path(now, folder, `${file}.cs`)}:line ${index + 1 + now.shift}`,
		),
	],
	go: (model: ErrorModel, now: Circumstances) => [
		`panic: ${model.className}: ${messageOf(model, now)}`,
		'',
		`goroutine ${1 + now.shift} [running]:`,
		...model.calls.flatMap(({ name, folder, file }, index) => [
			`example.com/${folder}.${name}(0xc${(index + now.shift).toString(16).padStart(9, '0')})`,
			`\t${path(now, folder, `${file}.go`)}:${index + 1 + now.shift} +0x${(10 + now.shift).toString(16)}`,
		]),
	],
};

export const render = (model: ErrorModel, now: Circumstances): readonly string[] => RENDER[model.language](model, now);

const NAMES = ['load', 'total', 'checkout', 'retry', 'parse', 'open_cart', 'sendMail', 'render', 'merge', 'apply'];
const FILES = ['cart', 'order', 'user', 'price', 'stock', 'mailer', 'page', 'query', 'store', 'session'];
const FOLDERS = ['src', 'core', 'web', 'jobs', 'billing'];
const WORDS = ['no', 'cart', 'found', 'for', 'the', 'order', 'is', 'missing', 'in', 'queue', 'was', 'closed', 'twice'];

export const anyModel: fc.Arbitrary<ErrorModel> = fc.record({
	language: fc.constantFrom(...(Object.keys(RENDER) as (keyof typeof RENDER)[])),
	className: fc.constantFrom('CartError', 'TypeError', 'StateException', 'ValueError', 'NotFoundError'),
	message: fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 7 }),
	calls: fc.uniqueArray(
		fc.record({
			name: fc.constantFrom(...NAMES),
			folder: fc.constantFrom(...FOLDERS),
			file: fc.constantFrom(...FILES),
		}),
		{ minLength: 1, maxLength: 7, selector: ({ name, file }) => `${name}@${file}` },
	),
});

const hexadecimal = (length: number): fc.Arbitrary<string> =>
	fc
		.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
		.map((digits) => digits.join(''))
		.filter((text) => /\d/.test(text) && /[a-f]/.test(text));

export const anyCircumstances: fc.Arbitrary<Circumstances> = fc.record({
	root: fc.constantFrom(
		'/home/jane/work/shop',
		'/builds/4711/acme/shop',
		'/app',
		'file:///srv/shop',
		'C:\\work\\shop',
		'D:\\a\\shop\\shop',
		'/home/<USER>/shop',
	),
	shift: fc.nat(4_000),
	hash: fc.oneof(fc.constant(''), hexadecimal(8), hexadecimal(16), hexadecimal(20)),
	value: fc.oneof(
		fc.nat().map(String),
		fc.uuid(),
		fc.ipV4().map((address) => `${address}:8080`),
		fc.constantFrom('"a text"', "'another'", '0x7ffe12', '2026-01-02T03:04:05.678Z', '12ms', '3.75'),
	),
});
