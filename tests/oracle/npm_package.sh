#!/bin/sh
# Installs the npm packages from their tarballs, as a user would from the registry, and runs them.
set -eu
. "$(dirname "$(dirname "$(readlink -f "$0")")")/tools/check.sh"
run "$root/packaging/build" "$work/made"
expect "the packages are made" exits 0
[ "$status" = 0 ] || finish
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
platform=$(node -p '`${process.platform}-${process.arch}`')
printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.\n' >"$work/readme.md"

mkdir "$work/user"
cd "$work/user"
cp "$work/readme.md" .
echo '{"private": true}' >package.json
# checks NAME: what any installed awl must do.
checks() {
  run npx awl --version
  expect "$1: runs" exits 0
  expect "$1: and says its version" says "$version"
  run npx awl check readme.md
  expect "$1: passes the exit status on" exits 1
  expect "$1: and what it says" says "heading-skip-level"
  run sh -c 'npx awl check --fix - <readme.md 2>/dev/null'
  expect "$1: passes standard input on" says "A book."
  # message JSON: as the protocol of language servers sends it.
  message() { printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"; }
  {
    message '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
    message '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","languageId":"markdown","version":1,"text":"# List\n\n#### Novels\n"}}}'
    message '{"jsonrpc":"2.0","id":2,"method":"shutdown"}'
    message '{"jsonrpc":"2.0","method":"exit"}'
  } >messages
  run sh -c 'npx awl lsp <messages'
  expect "$1: serves editors" exits 0
  expect "$1: and answers them" says '"name":"awl"'
}
run npm install --offline --no-audit --no-fund --omit=optional "$work/made/awl-lint-$version.tgz"
expect "installs without its optional dependency" exits 0
checks module
run npm install --offline --no-audit --no-fund --omit=optional "$work/made/awl-lint-$version.tgz" "$work/made/awl-lint-$platform-$version.tgz"
expect "installs with its platform's package" exits 0
checks program

mkfifo pipe
node node_modules/awl-lint/awl.js check - <pipe >/dev/null 2>&1 &
launcher=$!
exec 3>pipe
# More than a pipe holds: when all of it is written, awl is reading.
head -c 300000 /dev/zero >&3
kill -TERM $launcher
code=0
wait $launcher || code=$?
exec 3>&-
expect "passes signals on" [ $code = 2 ]
finish
