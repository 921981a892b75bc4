import type { Frame, Language } from '../traces/trace.ts';

/** Where code of others lies, whatever the language. */
const FOREIGN_PLACE =
	/(?:^|\/)(?:node_modules|site-packages|dist-packages|\.cargo\/registry|\.rustup|rustc\/[0-9a-f]{7,40}|gems|rubygems|vendor\/(?:bundle|composer|symfony|laravel)|go\/pkg\/mod|\.pnpm|\.yarn|\.m2|\.gradle|\.venv|jsr\.io)\/|^(?:node|deno|ext|bun|internal|dart|webpack\/runtime|webpack\/bootstrap|native):|^node:|^(?:internal|webpack)\/|^package:flutter\/|^<(?:frozen |internal:|string>|stdin>)|\/lib\/python\d|\/usr\/(?:lib|include|share|src)\/|\/usr\/local\/(?:lib|go\/src)\/|^go\/src\/|\/go\/src\/(?:runtime|net|reflect|testing|sync)\/|\/src\/libc|^\/lib(?:64)?\/|^\.\.\/(?:sysdeps|nptl|csu)\//;

const FOREIGN_FUNCTION: Readonly<Partial<Record<Language, RegExp>>> = {
	jvm: /^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|org\.(?:codehaus\.groovy|junit|testng|apache|gradle|springframework|hibernate|mockito|eclipse|mortbay|jboss|assertj|hamcrest|opentest4j|slf4j)|io\.(?:netty|reactivex|micronaut|quarkus)|reactor|com\.google\.(?:common|inject))\./,
	go: /^(?:runtime|panic$|reflect|testing|net\/|sync|appengine_internal|internal\/|os\.|io\.|fmt\.|encoding\/|github\.com\/stretchr\/testify)/,
	rust: /^<?(?:std|core|alloc|test|tokio|rust_begin_unwind|rust_panic|__rust|_start|__libc|clone|start_thread)(?:::|$|_)/,
	dotnet: /^(?:System|Microsoft|Xunit|NUnit|Newtonsoft|lambda_method)\./,
	native: /^(?:__|_start$|std::|abort$|raise$|pthread_|operator |gsignal|main_arena|testing::)/,
};

/** Whether a call is in the project's own code, as far as its place and name tell. */
export function isProjectFrame({ file, function: name }: Frame, language: Language): boolean {
	if (name !== undefined && FOREIGN_FUNCTION[language]?.test(name)) return false;
	if (file === undefined)
		return language === 'jvm' || language === 'dotnet' || language === 'rust' ? name !== undefined : false;
	if (file.startsWith('<') && language !== 'python') return false;
	const path = file.replaceAll('\\', '/').replace(/^file:\/\//, '');
	return !FOREIGN_PLACE.test(path) && !/[\\/](?:Python\d+|nodejs|dotnet)[\\/]/.test(file);
}

/** The innermost calls of the project; where it has none, of whatever code it was. */
export function topFrames(frames: readonly Frame[], language: Language, most: number): readonly Frame[] {
	const own: Frame[] = [];
	for (const frame of frames) {
		if (own.length === most) break;
		if (isProjectFrame(frame, language)) own.push(frame);
	}
	return own.length > 0 ? own : frames.slice(0, most);
}
