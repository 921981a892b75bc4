import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;

/** Candidates that a shell offers behind `words`; the last one is what is being typed. */
type Complete = (folder: string, script: string, words: readonly string[]) => readonly string[];

const run = (file: string, args: readonly string[], cwd: string) =>
	execFileSync(file, args, { cwd, encoding: 'utf8', timeout: 20_000, env: { PATH: process.env['PATH'], HOME: cwd } });

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

const completeInBash: Complete = (folder, script, words) => {
	writeFileSync(join(folder, 'script'), script);
	const probe = `source ./script
COMP_WORDS=(${words.map(quote).join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_murmur8; printf '%s\\n' "\${COMPREPLY[@]}"`;
	return lines(run('bash', ['--norc', '-c', probe], folder));
};

const completeInFish: Complete = (folder, script, words) => {
	writeFileSync(join(folder, 'script'), script);
	const line = words.join(' ').replaceAll(' = ', '=');
	const found = run('fish', ['--no-config', '-c', 'source script; complete -C $argv[1]', line], folder);
	// Behind an equals sign fish gives the whole word.
	return lines(found).map((candidate) => candidate.split('\t')[0]?.replace(/^--[\w-]+=/, '') ?? '');
};

/** An interactive zsh on a terminal of its own: its completion system runs nowhere else. */
const ZSH_PROBE = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=; autoload -U compinit && compinit -D -u; source ./script; echo SET''UP'
zpty -r shell text '*SETUP*'
zpty -w shell 'compadd() { local -a given; builtin compadd -O given "$@"; print -rl -- $given >> found; builtin compadd "$@"; }; echo REA''DY'
zpty -r shell text '*READY*'
zpty -n -w shell "$1"$'\\t'
zpty -n -w shell $'\\C-a\\C-k'"echo DO''NE"$'\\n'
zpty -r shell text '*DONE*'
zpty -d shell`;

const completeInZsh: Complete = (folder, script, words) => {
	writeFileSync(join(folder, 'script'), script);
	writeFileSync(join(folder, 'found'), '');
	run('zsh', ['-f', '-c', ZSH_PROBE, 'probe', words.join(' ').replaceAll(' = ', '=')], folder);
	return [...new Set(lines(run('cat', ['found'], folder)))];
};

export const SHELLS_UNDER_TEST = [
	{ name: 'bash', complete: completeInBash },
	{ name: 'fish', complete: completeInFish },
	{ name: 'zsh', complete: completeInZsh },
].map((shell) => {
	const hasShell = isThere(shell.name);
	if (!hasShell && process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${shell.name} is not there: apt install it`);
	return { ...shell, hasShell };
});
