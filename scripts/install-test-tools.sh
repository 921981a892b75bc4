#!/usr/bin/env bash
# Installs the Debian packages that tests use, those that are missing. Needs root, or sudo.
set -euo pipefail

declare -A package_of=([git]=git [strip]=binutils [mkfifo]=coreutils [openssl]=openssl [script]=bsdutils [zsh]=zsh [fish]=fish [squid]=squid [tmux]=tmux [rsvg-convert]=librsvg2-bin [strace]=strace [chromium]=chromium [cmark-gfm]=cmark-gfm [wrk]=wrk [mandoc]=mandoc [groff]=groff-base [shellcheck]=shellcheck [busybox]=busybox-static [promtool]=prometheus [prometheus-pushgateway]=prometheus-pushgateway)
# Binaries for another processor: their symbols are taken out, and they are run.
package_of+=([aarch64-linux-gnu-strip]=binutils-aarch64-linux-gnu [qemu-aarch64]=qemu-user)
# Programs whose failing runs are read. They are large, and CI machines have most of them anyway.
package_of+=([go]=golang-go [cargo]=cargo [javac]=default-jdk-headless [mvn]=maven [pytest]=python3-pytest [gcc]=gcc [make]=make)
missing=()
for tool in "${!package_of[@]}"; do
	command -v "$tool" >/dev/null || missing+=("${package_of[$tool]}")
done
# What Maven compiles and tests with, from Debian's repository: it has no other to load from.
maven_plugins=/usr/share/maven-repo/org/apache/maven/plugins
[ -d $maven_plugins/maven-surefire-plugin ] || missing+=(libsurefire-java junit4)
[ -d $maven_plugins/maven-compiler-plugin ] || missing+=(libmaven-compiler-plugin-java)
[ -d $maven_plugins/maven-resources-plugin ] || missing+=(libmaven-resources-plugin-java)
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
if [ "${#missing[@]}" -gt 0 ]; then
	"${as_root[@]}" apt-get update -qq
	# RUNLEVEL=1: packages of servers would start them on every interface.
	"${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# VictoriaMetrics takes OTLP since 1.93, Debian 12 has an older one; gitleaks came with Debian 13. The next release's,
# unpacked beside the system, by an apt whose lists and sources are its own. And what a program for arm64 is linked with,
# as a root for it.
own_tools=/usr/local/lib/murmur8-test-tools
arm64_root=$own_tools/arm64
own_missing=()
for tool in victoria-metrics gitleaks; do
	[ -x "$own_tools/$tool" ] || own_missing+=("$tool")
done
arm64_missing=()
[ -d "$arm64_root" ] || arm64_missing=(libc6 libgcc-s1 libstdc++6 libatomic1)
[ "${#own_missing[@]}" -eq 0 ] && [ "${#arm64_missing[@]}" -eq 0 ] && exit 0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial" "$scratch/parts" "$scratch/arm64/usr/lib"
cat >"$scratch/parts/trixie.sources" <<-'SOURCES'
	Types: deb
	URIs: http://deb.debian.org/debian
	Suites: trixie
	Components: main
	Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
own_apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$scratch/parts"
	-o "Dir::State::lists=$scratch/lists" -o "Dir::Cache=$scratch/cache" -o APT::Sandbox::User=root
	-o "APT::Architectures::=$(dpkg --print-architecture)" -o APT::Architectures::=arm64)
"${own_apt[@]}" update
cd "$scratch"
for tool in "${own_missing[@]}"; do
	"${own_apt[@]}" download "$tool"
	dpkg -x "$tool"_*.deb unpacked
	"${as_root[@]}" install -D -m 755 "unpacked/usr/bin/$tool" "$own_tools/$tool"
done
[ "${#arm64_missing[@]}" -eq 0 ] && exit 0
# The loader is named by a path in /lib, which is a link since Debian 13.
ln -s usr/lib arm64/lib
for library in "${arm64_missing[@]}"; do
	"${own_apt[@]}" download "$library:arm64"
	dpkg -x "$library"_*_arm64.deb arm64
done
"${as_root[@]}" mkdir -p "$own_tools"
"${as_root[@]}" cp -r arm64 "$arm64_root.new"
"${as_root[@]}" mv -T "$arm64_root.new" "$arm64_root"
