import { type CompletionNode, valueFlags } from './model.ts';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const join = (words: readonly string[]) => quote(words.join(' '));

function flagCases(nodes: readonly CompletionNode[]): readonly string[] {
	return nodes.flatMap(({ path, flags }) =>
		flags.flatMap(({ flag, value }) => {
			const pattern = `\t\t${quote(`${path} ${flag}`)})`;
			if (value.kind === 'words') return [`${pattern} words=${join(value.words)} ;;`];
			if (value.kind === 'file') return [`${pattern} isFile=1 ;;`];
			return value.kind === 'text' ? [`${pattern} ;;`] : [];
		}),
	);
}

function placeCases(nodes: readonly CompletionNode[]): readonly string[] {
	return nodes.flatMap(({ path, words, places }) => {
		const behind = words.length > 0 ? [words.map(([word]) => word)] : [];
		return [...behind, ...(behind.length > 0 ? [] : places)].map(
			(choices, place) => `\t\t\t${quote(`${path}:${place}`)}) words=${join(choices)} ;;`,
		);
	});
}

const flagLists = (nodes: readonly CompletionNode[]) =>
	nodes.map(({ path, flags }) => `\t\t\t${quote(path)}) words=${join(flags.map(({ flag }) => flag))} ;;`);

/** Completion for bash 3.2 and later; needs no bash-completion package. */
export function bashCompletion(nodes: readonly CompletionNode[]): string {
	const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quote(path));
	return `# bash completion of murmur8
# Load it:  source <(murmur8 completion bash)
# For good: murmur8 completion bash > ~/.local/share/bash-completion/completions/murmur8
_murmur8() {
	local current=\${COMP_WORDS[COMP_CWORD]} command='' place=0 index word behind='' words='' isFile=''
	for ((index = 1; index < COMP_CWORD; index++)); do
		word=\${COMP_WORDS[index]}
		# bash splits --flag=value into three words.
		[[ $word == '=' ]] && continue
		if [[ -n $behind ]]; then behind=''; continue; fi
		case $word in
		${valueFlags(nodes).join('|')}) behind=$word ;;
		-*) ;;
		*)
			case "\${command:+$command }$word" in
			${paths.join('|')}) command="\${command:+$command }$word" ;;
			*) place=$((place + 1)) ;;
			esac ;;
		esac
	done
	[[ $current == '=' ]] && current=''
	if [[ -n $behind ]]; then
		case "$command $behind" in
${flagCases(nodes).join('\n')}
		esac
	elif [[ $current == -* ]]; then
		case $command in
${flagLists(nodes).join('\n')}
		esac
	else
		case "$command:$place" in
${placeCases(nodes).join('\n')}
		esac
	fi
	COMPREPLY=()
	if [[ -n $isFile ]]; then
		while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
		compopt -o filenames 2>/dev/null
	elif [[ -n $words ]]; then
		while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")
	fi
}
complete -F _murmur8 murmur8`;
}
