import { type CompletionNode, type FlagNode, valueFlags } from './model.ts';

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function flagLine(path: string, { flag, summary, value }: FlagNode): string {
	const base = `complete -c murmur8 -n ${quote(`__murmur8_is ${quote(path)}`)} -l ${flag.slice(2)} -d ${quote(summary)}`;
	switch (value.kind) {
		case 'words':
			return `${base} -x -a ${quote(value.words.join(' '))}`;
		case 'file':
			return `${base} -r -F`;
		case 'text':
			return `${base} -x`;
		case 'none':
			return base;
	}
}

function nodeLines({ path, words, flags, places }: CompletionNode): readonly string[] {
	const at = (place: number) => quote(`__murmur8_is ${quote(path)} ${place}`);
	const named = words.map(
		([word, summary]) => `complete -c murmur8 -n ${at(0)} -a ${quote(word)} -d ${quote(summary)}`,
	);
	const choices = words.length > 0 ? [] : places;
	return [
		...named,
		...choices.map((list, place) => `complete -c murmur8 -n ${at(place)} -a ${quote(list.join(' '))}`),
		...flags.map((flag) => flagLine(path, flag)),
	];
}

/** Completion for fish 3 and later. */
export function fishCompletion(nodes: readonly CompletionNode[]): string {
	const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => quote(path));
	return `# fish completion of murmur8
# Load it:  murmur8 completion fish | source
# For good: murmur8 completion fish > ~/.config/fish/completions/murmur8.fish
function __murmur8_is --description 'whether the words so far name this command, and so many arguments'
	set -l command ''
	set -l place 0
	set -l isValue no
	for word in (commandline -opc)[2..-1]
		if test $isValue = yes
			set isValue no
			continue
		end
		switch $word
			case ${valueFlags(nodes).join(' ')}
				set isValue yes
			case '-*'
			case '*'
				if contains -- (string trim "$command $word") ${paths.join(' ')}
					set command (string trim "$command $word")
				else
					set place (math $place + 1)
				end
		end
	end
	test "$command" = "$argv[1]"; and begin
		test (count $argv) -lt 2; or test $place = $argv[2]
	end
end
complete -c murmur8 -f
${nodes.flatMap(nodeLines).join('\n')}`;
}
