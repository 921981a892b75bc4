#!/bin/sh
# Installs murmur8, upgrades it, removes it: sh install.sh --help
# POSIX sh. Nothing runs before the last line: a script that arrived cut off does nothing.

# Where releases lie; whoever publishes them puts the real place here (docs/installing.md).
releases=https://example.com/murmur8/releases

# Everything that can be installed, below the prefix. Only these are ever replaced or removed.
program=bin/murmur8
extras='share/man/man1/murmur8.1
share/bash-completion/completions/murmur8
share/zsh/site-functions/_murmur8
share/fish/vendor_completions.d/murmur8.fish'

usage() {
	cat <<USAGE
Installs murmur8: one program, its manual page, completion for bash, zsh and fish.

Usage
  sh install.sh [options]
  curl -fsSL <address of install.sh> | sh -s -- [options]

Options
  --version <x.y.z>   this release instead of the newest; also to go back to an older one
  --prefix <dir>      below this folder: bin/murmur8, share/man, share/…
                      (default /usr/local for root, else ~/.local)
  --bin-dir <dir>     the program alone, into this folder
  --from <place>      a folder, or an https address, that holds the binaries and SHA256SUMS
                      (default $releases/…)
  --sha256 <sum>      what the binary must have, known from elsewhere
  --force             also where a murmur8 stands that this script did not install
  --uninstall         remove what this script installed there, and nothing else
  --help              this text

A binary counts only if SHA256SUMS has exactly one line for it, and the file has that sum. It is started once, to
print its version, manual page and completions; then every file is put in place in one step. Whatever fails before
leaves everything as it was. Settings and data of projects are never touched.

Exit codes: 0 done, 1 failed, 2 wrong use.
USAGE
}

say() { printf '%s\n' "$*"; }

# fail <what is wrong> <what to do> [exit code]
fail() {
	printf 'install.sh: %s\n  %s\n' "$1" "$2" >&2
	exit "${3:-1}"
}

read_options() {
	version='' prefix='' bin_dir='' from='' sha256='' force='' action=install
	while [ $# -gt 0 ]; do
		option=${1%%=*}
		case $option in
		--version | --prefix | --bin-dir | --from | --sha256)
			if [ "$1" != "$option" ]; then
				value=${1#*=}
			else
				[ $# -ge 2 ] || fail "$option needs a value" 'See: sh install.sh --help' 2
				value=$2
				shift
			fi
			[ -n "$value" ] || fail "$option is empty" 'See: sh install.sh --help' 2
			case $option in
			--version) version=${value#v} ;;
			--prefix) prefix=$value ;;
			--bin-dir) bin_dir=$value ;;
			--from) from=${value%/} ;;
			--sha256) sha256=$value ;;
			esac
			;;
		*)
			case $1 in
			--force) force=1 ;;
			--uninstall) action=uninstall ;;
			--help | -h) action=help ;;
			*) fail "unknown option: $1" 'See: sh install.sh --help' 2 ;;
			esac
			;;
		esac
		shift
	done
	case $version in
	*[!0-9A-Za-z.+-]*) fail "--version is no version: $version" 'For example: --version 1.2.3' 2 ;;
	esac
	case $sha256 in
	*[!0-9a-f]*) fail '--sha256 is no SHA-256' 'It has 64 digits and letters from a to f.' 2 ;;
	esac
	[ -z "$sha256" ] || [ ${#sha256} -eq 64 ] || fail '--sha256 is no SHA-256' 'It has 64 digits.' 2
	[ -z "$prefix" ] || [ -z "$bin_dir" ] || fail '--prefix and --bin-dir exclude each other' 'Give one of them.' 2
}

# Where files go: root, the files below it, and the receipt, which has a line for every file that was ever put there.
choose_place() {
	if [ -n "$bin_dir" ]; then
		root=$bin_dir program=murmur8 extras='' receipt=.murmur8-installed
	else
		if [ -z "$prefix" ] && [ "$(id -u)" -eq 0 ]; then
			prefix=/usr/local
		elif [ -z "$prefix" ]; then
			[ -n "${HOME:-}" ] || fail 'HOME is not set' 'Say where to: --prefix <dir>' 2
			prefix=$HOME/.local
		fi
		root=$prefix receipt=share/murmur8/installed
	fi
	case $root in
	/*) ;;
	*) root=$(pwd)/$root ;;
	esac
	root=${root%/}
	case $root in
	*[[:cntrl:]]*) fail 'the name of the folder has control characters' 'Choose another place: --prefix <dir>' 2 ;;
	esac
	files="$program
$extras"
}

choose_target() {
	case $(uname -s) in
	Linux) target=linux ;;
	Darwin) target=darwin ;;
	MINGW* | MSYS* | CYGWIN*) fail 'this script is not for Windows' 'Download murmur8-win-x64.exe and put it into a folder of PATH.' ;;
	*) fail "there is no binary for $(uname -s)" 'With Node 22.13 or later: npm install --global murmur8-cli' ;;
	esac
	machine=$(uname -m)
	# A shell that runs translated on an Apple processor is told the other one's name.
	if [ "$target" = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" = 1 ]; then machine=arm64; fi
	case $machine in
	x86_64 | amd64) target=$target-x64 loader=/lib64/ld-linux-x86-64.so.2 ;;
	aarch64 | arm64) target=$target-arm64 loader=/lib/ld-linux-aarch64.so.1 ;;
	*) fail "there is no binary for $machine" 'With Node 22.13 or later: npm install --global murmur8-cli' ;;
	esac
	case $target in
	linux-*)
		[ -e "$loader" ] || fail "this Linux has no glibc ($loader): musl, as in Alpine, is not enough for the binary" \
			'With Node 22.13 or later: npm install --global murmur8-cli'
		;;
	esac
	asset=murmur8-$target
}

choose_tools() {
	if command -v sha256sum >/dev/null; then
		hasher=sha256sum
	elif command -v shasum >/dev/null; then
		hasher='shasum -a 256'
	else
		fail 'neither sha256sum nor shasum is there' 'Without one of them nothing can be verified; nothing is installed.'
	fi
	case $from in
	*://*)
		if command -v curl >/dev/null; then
			downloader=curl
		elif wget --version 2>/dev/null | grep -q 'GNU Wget'; then
			# Others, BusyBox' for one, do not look at certificates.
			downloader=wget
		else
			fail 'neither curl nor GNU wget is there' 'Install one of them, or download the release: --from <folder>'
		fi
		;;
	esac
}

# The SHA-256 of a file; nothing where it can't be read.
sum_of() {
	# shellcheck disable=SC2086 # two words for shasum
	$hasher <"$1" | cut -d ' ' -f 1
}

# Encrypted, or on this machine: nobody on the way can change both the binary and its sum.
is_safe_address() {
	case $1 in
	https://*) return 0 ;;
	http://*) authority=${1#http://} ;;
	*) return 1 ;;
	esac
	case ${authority%%[/?#]*} in
	*@*) return 1 ;;
	localhost | localhost:[0-9]* | 127.0.0.1 | 127.0.0.1:[0-9]* | '[::1]' | '[::1]':[0-9]*) return 0 ;;
	*) return 1 ;;
	esac
}

# In the background, because a shell answers to signals only between the programs that it waits for.
run() {
	"$@" &
	child=$!
	wait "$child" || {
		child=''
		return 1
	}
	child=''
}

with_curl() {
	run curl --fail --silent --show-error --location --proto '=http,https' --proto-redir '=https' \
		--connect-timeout 30 --speed-limit 1 --speed-time 60 --retry 2 --output "$2" "$1"
}

# wget would follow a redirection to an address that is not encrypted, so it follows none by itself.
with_wget() {
	address=$1
	for _ in 1 2 3 4 5 6; do
		is_safe_address "$address" || return 1
		run wget --server-response --no-verbose --max-redirect=0 --timeout=60 --tries=3 \
			--output-file="$scratch/log" --output-document="$2" "$address" && return 0
		location=$(tr -d '\r' <"$scratch/log" | sed -n 's/^  *[Ll]ocation: *//p' | tail -n 1)
		case $location in
		'')
			tail -n 3 "$scratch/log" >&2
			return 1
			;;
		/*) address=$(printf '%s' "$address" | sed 's|^\([a-z]*://[^/]*\).*|\1|')$location ;;
		*) address=$location ;;
		esac
	done
	return 1
}

# fetch <name> <file>
fetch() {
	case $from in
	*://*) "with_$downloader" "$from/$1" "$2" || fail "$from/$1 could not be downloaded" "${3:-See the line above; --from names another place.}" ;;
	*) run cp -- "$from/$1" "$2" || fail "$from/$1 could not be copied" "${3:-See the line above.}" ;;
	esac
}

# read_sum <name>: sets expected to the one sum that SHA256SUMS has for it, or to nothing if it has none.
read_sum() {
	expected=''
	lines=$(grep -c "[ */]$1\$" "$scratch/sums" || :)
	[ "$lines" -ne 0 ] || return 0
	[ "$lines" -eq 1 ] || fail "SHA256SUMS has $lines lines for $1" 'One of them is wrong; nothing is installed.'
	expected=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$1\$/\1/p" "$scratch/sums")
	[ -n "$expected" ] || fail "the line of SHA256SUMS for $1 is no checksum" 'Nothing is installed.'
}

# verify <file> <name> <sum>
verify() {
	actual=$(sum_of "$1")
	[ "$actual" = "$3" ] || fail "$2 is not what SHA256SUMS says: $actual instead of $3" \
		'It was changed or cut off on the way. Nothing is installed.'
}

read_sums() {
	fetch SHA256SUMS "$scratch/SHA256SUMS"
	tr -d '\r' <"$scratch/SHA256SUMS" >"$scratch/sums"
	read_sum "$asset.gz"
	packed=$expected
	read_sum "$asset"
	[ -n "$expected" ] || fail "SHA256SUMS has no line for $asset" 'The release is incomplete, or has no binary for this system.'
	[ -z "$sha256" ] || [ "$sha256" = "$expected" ] ||
		fail "$asset should have the SHA-256 $sha256, SHA256SUMS says $expected" 'That is another release, or not the one that was meant.'
}

# Where a file waits until all are there: beside its place, so that putting it there is one step.
stage_of() { printf '%s/.%s.%s' "$root/$(dirname -- "$1")" "$(basename -- "$1")" "$suffix"; }

made=''
make_folder() {
	if [ -d "$1" ]; then return 0; fi
	make_folder "$(dirname -- "$1")"
	mkdir -- "$1" 2>"$scratch/errors" || [ -d "$1" ] || fail "$(head -n 1 "$scratch/errors")" 'Choose another place: --prefix <dir>; for the whole system run it as root.'
	made="$1
$made"
}

remove_folders() {
	printf '%s\n' "$1" | while IFS= read -r folder; do
		[ -z "$folder" ] || rmdir -- "$folder" 2>/dev/null || :
	done
}

# Whether a file is one that this script put there.
is_ours() {
	[ ! -L "$root/$1" ] && [ -f "$root/$1" ] && [ -f "$root/$receipt" ] || return 1
	grep -qxF "$(sum_of "$root/$1")  $1" "$root/$receipt"
}

refuse_foreign() {
	[ -e "$root/$1" ] || [ -L "$root/$1" ] || return 0
	[ ! -d "$root/$1" ] || [ -L "$root/$1" ] || fail "$root/$1 is a folder" 'Choose another place: --prefix <dir>'
	[ -z "$force" ] || return 0
	if is_ours "$1" || cmp -s -- "$root/$1" "$(stage_of "$1")"; then return 0; fi
	fail "$root/$1 was not installed by this script, or was changed since" \
		'The npm package murmur8 has a program of that name. Choose another place (--prefix), or replace it: --force'
}

cleanup() {
	set +e
	trap '' INT TERM HUP
	if [ -n "$child" ]; then
		kill "$child" 2>/dev/null
		wait "$child" 2>/dev/null
	fi
	printf '%s\n' "$files" | while IFS= read -r file; do
		[ -z "$file" ] || [ -z "$suffix" ] || rm -f -- "$(stage_of "$file")"
	done
	[ -z "$scratch" ] || rm -rf -- "$scratch"
	[ -n "$is_done" ] || remove_folders "$made"
}

child='' scratch='' suffix='' is_done=''
prepare() {
	trap cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/murmur8.XXXXXX")
	suffix=${scratch##*.}
	: >"$scratch/receipt"
}

# print_into <file> <words for the program>: what the new program says of itself.
print_into() {
	staged=$(stage_of "$1")
	shift
	run "$new" "$@" >"$staged" </dev/null || fail "the new program does not answer to: murmur8 $*" 'Nothing is installed.'
	chmod 644 "$staged"
}

# Packed, where the release has it so: a third of the bytes.
fetch_program() {
	if [ -n "$packed" ] && command -v gzip >/dev/null; then
		fetch "$asset.gz" "$scratch/packed"
		verify "$scratch/packed" "$asset.gz" "$packed"
		run gzip -dc "$scratch/packed" >"$new" || fail "$asset.gz can't be unpacked" 'Nothing is installed.'
	else
		fetch "$asset" "$new"
	fi
}

stage_program() {
	new=$(stage_of "$program")
	if [ -f "$root/$program" ] && [ "$(sum_of "$root/$program")" = "$expected" ]; then
		run cp -- "$root/$program" "$new" || fail "$root/$program can't be copied" 'See the line above.'
	else
		refuse_foreign "$program"
		fetch_program
	fi
	verify "$new" "$asset" "$expected"
	chmod 755 "$new"
	run "$new" --version >"$scratch/version" 2>"$scratch/errors" </dev/null ||
		fail "the program does not start on this system: $(head -n 1 "$scratch/errors")" \
			'Nothing is installed. With Node 22.13 or later: npm install --global murmur8-cli'
	found=$(cat "$scratch/version")
	[ -z "$version" ] || [ "$found" = "$version" ] || fail "$from holds murmur8 $found, not $version" 'Nothing is installed.'
}

stage_extras() {
	[ -n "$extras" ] || return 0
	print_into share/man/man1/murmur8.1 man
	print_into share/bash-completion/completions/murmur8 completion bash
	print_into share/zsh/site-functions/_murmur8 completion zsh
	print_into share/fish/vendor_completions.d/murmur8.fish completion fish
}

# From here on nothing can go wrong but a disk that fills up with the receipt. It is written first, and only ever grows:
# whenever this is killed, and whoever else installs meanwhile, what stands there is known as ours.
put_in_place() {
	trap '' INT TERM HUP
	for_each_file refuse_foreign
	for_each_file note_file
	note_folders
	cat "$scratch/receipt" >>"$root/$receipt" || fail "$root/$receipt can't be written" 'Nothing is installed.'
	for_each_file move_file
	is_done=1
}
note() { grep -qxF "$1" "$root/$receipt" 2>/dev/null || printf '%s\n' "$1" >>"$scratch/receipt"; }
note_file() { note "$(sum_of "$(stage_of "$1")")  $1"; }
note_folders() {
	printf '%s\n' "$made" | while IFS= read -r folder; do
		case $folder in
		"$root"/*) note "folder  ${folder#"$root"/}" ;;
		esac
	done
}
move_file() { mv -f -- "$(stage_of "$1")" "$root/$1"; }

for_each_file() {
	set -- "$1" "$files"
	while [ -n "$2" ]; do
		file=${2%%
*}
		[ -z "$file" ] || "$1" "$file"
		case $2 in
		*'
'*) set -- "$1" "${2#*
}" ;;
		*) set -- "$1" '' ;;
		esac
	done
}

prepare_folder() {
	make_folder "$(dirname -- "$root/$1")"
	# Exclusively: nobody else's file, and no link, is written to.
	(set -C && : >"$(stage_of "$1")") || fail "nothing can be written into $(dirname -- "$root/$1")" \
		'Choose another place: --prefix <dir>; for the whole system run it as root.'
}

tell_path() {
	case ":$PATH:" in
	*":$(dirname -- "$root/$program"):"*) ;;
	*) say "Put it on the PATH: export PATH=\"$(dirname -- "$root/$program"):\$PATH\"" ;;
	esac
	first=$(command -v murmur8 || :)
	case $first in
	'' | "$root/$program") ;;
	*) say "On the PATH another one comes first: $first" ;;
	esac
}

install() {
	choose_target
	if [ -z "$from" ]; then
		from=$releases/latest/download
		[ -z "$version" ] || from=$releases/download/v$version
	fi
	case $from in
	*://*) is_safe_address "$from" || fail "$from is not https" 'Only https, or http on this machine, or a folder.' 2 ;;
	*) [ -d "$from" ] || fail "there is no folder $from" 'Give the folder of a release, or an https address.' 2 ;;
	esac
	choose_tools
	prepare
	for_each_file prepare_folder
	make_folder "$(dirname -- "$root/$receipt")"
	read_sums
	stage_program
	stage_extras
	put_in_place
	say "murmur8 $found is installed: $root/$program"
	[ -z "$extras" ] || say "Manual page and completions: $root/share"
	tell_path
}

remove_file() {
	if is_ours "$1"; then
		rm -f -- "$root/$1" || fail "$root/$1 can't be removed" 'For the whole system run it as root.'
	elif [ -e "$root/$1" ] || [ -L "$root/$1" ]; then
		say "Kept, because it was not installed by this script, or was changed since: $root/$1"
	fi
}

uninstall() {
	choose_tools
	[ -f "$root/$receipt" ] || fail "nothing below $root was installed by this script" 'Say where it is: --prefix <dir> or --bin-dir <dir>'
	for_each_file remove_file
	folders=$(sed -n "s|^folder  ||p" "$root/$receipt" | grep -v -e '^/' -e '\.\.' | sort -ru || :)
	rm -f -- "$root/$receipt" || fail "$root/$receipt can't be removed" 'For the whole system run it as root.'
	printf '%s\n' "$folders" | while IFS= read -r folder; do
		[ -z "$folder" ] || rmdir -- "$root/$folder" 2>/dev/null || :
	done
	say "murmur8 is removed from $root. Settings and data of projects stay."
}

main() {
	# Only then zsh runs traps of EXIT as the others do.
	if [ -n "${ZSH_VERSION:-}" ]; then emulate sh; fi
	set -eu
	umask 022
	read_options "$@"
	case $action in
	help) usage ;;
	*)
		choose_place
		"$action"
		;;
	esac
}

# As a compound command it does nothing either when its own end is missing.
if :; then main "$@"; fi
