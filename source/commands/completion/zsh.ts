import { type CompletionNode, type FlagNode, type Pair, valueFlags } from './model.ts';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** `_describe` splits at the first colon that has no backslash. */
const described = ([word, summary]: Pair) => quote(`${word.replaceAll(':', '\\:')}:${summary}`);

function flagCase(path: string, { flag, value }: FlagNode): readonly string[] {
	const pattern = `\t\t${quote(`${path} ${flag}`)})`;
	if (value.kind === 'words') return [`${pattern} compadd -- ${value.words.map(quote).join(' ')} ;;`];
	if (value.kind === 'file') return [`${pattern} _files ;;`];
	return value.kind === 'text' ? [`${pattern} _message 'a value' ;;`] : [];
}

function placeCases({ path, words, places }: CompletionNode): readonly string[] {
	if (words.length > 0) {
		return [`\t\t${quote(`${path}:0`)}) pairs=(${words.map(described).join(' ')}); _describe 'command' pairs ;;`];
	}
	return places.map(
		(choices, place) => `\t\t${quote(`${path}:${place}`)}) compadd -- ${choices.map(quote).join(' ')} ;;`,
	);
}

function flagList({ path, flags }: CompletionNode): string {
	const pairs = flags.map(({ flag, summary }) => described([flag, summary]));
	return `\t\t${quote(path)}) pairs=(${pairs.join(' ')}); _describe 'option' pairs ;;`;
}

/** Completion for zsh 5 and later. */
export function zshCompletion(nodes: readonly CompletionNode[]): string {
	const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quote(path));
	return `#compdef murmur8
# zsh completion of murmur8
# Load it:  source <(murmur8 completion zsh)
# For good: murmur8 completion zsh > "\${fpath[1]}/_murmur8"
_murmur8() {
	local command='' behind='' word
	local -i place=0 index
	local -a pairs
	for ((index = 2; index < CURRENT; index++)); do
		word=\${words[index]}
		if [[ -n $behind ]]; then behind=''; continue; fi
		case $word in
		(${valueFlags(nodes).join('|')}) behind=$word ;;
		(-*) ;;
		(*)
			case "\${command:+$command }$word" in
			(${paths.join('|')}) command="\${command:+$command }$word" ;;
			(*) place+=1 ;;
			esac ;;
		esac
	done
	# --flag=value is one word here.
	if [[ -z $behind && \${words[CURRENT]} == --*=* ]]; then
		behind=\${words[CURRENT]%%=*}
		compset -P '*='
	fi
	if [[ -n $behind ]]; then
		case "$command $behind" in
${nodes.flatMap(({ path, flags }) => flags.flatMap((flag) => flagCase(path, flag))).join('\n')}
		esac
	elif [[ \${words[CURRENT]} == -* ]]; then
		case $command in
${nodes.map(flagList).join('\n')}
		esac
	else
		case "$command:$place" in
${nodes.flatMap(placeCases).join('\n')}
		esac
	fi
}
# Sourced, it names itself; from a folder of fpath, it is the body of the function.
if [[ $funcstack[1] == _murmur8 ]]; then _murmur8 "$@"; else compdef _murmur8 murmur8; fi`;
}
