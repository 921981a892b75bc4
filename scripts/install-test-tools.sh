#!/usr/bin/env bash
# Installs the Debian packages that tests use, those that are missing. Needs root, or sudo.
set -euo pipefail

declare -A package_of=([git]=git [strip]=binutils [mkfifo]=coreutils [openssl]=openssl [script]=bsdutils [zsh]=zsh [fish]=fish [squid]=squid [tmux]=tmux [rsvg-convert]=librsvg2-bin)
missing=()
for tool in "${!package_of[@]}"; do
	command -v "$tool" >/dev/null || missing+=("${package_of[$tool]}")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
