#!/bin/sh
# Publishes the packages to a registry on this machine and uses them from there, as people do: npx, a dependency, and a
# library; with the program of this platform and with the WebAssembly module, on every version of node that npm has and
# awl supports. What the module prints and writes is byte for byte what the program does.
set -eu
. "$(dirname "$(dirname "$(readlink -f "$0")")")/tools/check.sh"
run "$root/packaging/build" "$work/made"
expect "the packages are made" exits 0
[ "$status" = 0 ] || finish
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
tools=$root/tests/npm/node_modules
awl=$root/build/static/awl
# The hooks take it for the program to run.
unset AWL

# npm knows of nothing but the registry, which has nothing but what is published here.
# Its warnings, such as that it does not know the node that is first on PATH, would be taken for awl's.
export HOME="$work/home" npm_config_cache="$work/cache" npm_config_update_notifier=false npm_config_loglevel=error
mkdir -p "$HOME" "$work/registry" "$work/user"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
cat >"$work/registry/config.yaml" <<EOF
storage: ./storage
auth: {htpasswd: {file: ./htpasswd}}
packages: {"**": {access: \$all, publish: \$all}}
log: {type: stdout, format: json, level: http}
EOF
printf 'registry=http://127.0.0.1:%s/\n//127.0.0.1:%s/:_authToken=anybody\n' "$port" "$port" >"$HOME/.npmrc"
mkfifo "$work/said"
"$tools/.bin/verdaccio" --config "$work/registry/config.yaml" --listen "127.0.0.1:$port" >"$work/said" 2>&1 &
registry=$!
trap 'kill $registry 2>/dev/null; rm -rf "$work"' EXIT
exec 3<"$work/said"
grep -q -m 1 'http address' <&3
cat <&3 >"$work/log" &

for package in "$work"/made/awl-lint-*.tgz; do
  run npm publish "$package"
  expect "the registry takes $(basename "$package")" exits 0
done

cd "$work/user"
printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.   \n' >readme.md
"$awl" check readme.md >"$work/want" 2>&1 || true
run npx --yes awl-lint check readme.md
expect "npx: finds what is wrong" exits 1
expect "npx: and says so as the program does" cmp "$work/want" "$work/out"
expect "npx: which it has installed" [ -n "$(find "$work/cache/_npx" -name "awl-lint-linux-*")" ]
rm -rf "$work/cache/_npx"
run npx --yes --omit=optional awl-lint check readme.md
expect "npx without optional packages: finds the same" exits 1
expect "npx without optional packages: and says it alike" cmp "$work/want" "$work/out"
expect "npx without optional packages: with the module" [ -z "$(find "$work/cache/_npx" -name "awl-lint-linux-*")" ]
rm -rf "$work/cache/_npx"
run npx --yes --offline awl-lint check readme.md
expect "npx: runs from npm's cache without the registry" cmp "$work/want" "$work/out"

echo '{"private": true}' >package.json
run npm install -D awl-lint
expect "a dependency: installs" exits 0
run npx awl check readme.md
expect "a dependency: is started as awl" cmp "$work/want" "$work/out"
rm -rf node_modules/awl-lint-linux-*
package=$work/user/node_modules/awl-lint

cp "$root/tests/npm/library.cjs" "$root/tests/npm/library.mjs" "$root/tests/npm/library.ts" .
for node_version in 18 20 22 24; do
  node=$tools/node$node_version/bin/node
  for script in library.cjs library.mjs; do
    run "$node" $script
    expect "node $node_version: $script" exits 0
  done
done
run "$tools/.bin/tsc" --noEmit --strict --module nodenext --moduleResolution nodenext library.ts
expect "the types fit a program in TypeScript" exits 0

# The lists, the same under two names for what is written.
mkdir lists
find "${AWL_CORPUS:-$root/fixtures}" -name '*.md' -type f | while read -r file; do
  cat "$file" >"lists/$(echo "$file" | tr -c 'A-Za-z0-9._\n-' _)"
done
# output_of COMMAND...: standard output, then standard error and the exit status.
output_of() {
  status=0
  "$@" >"$work/stdout" 2>"$work/stderr" </dev/null || status=$?
  { cat "$work/stdout" "$work/stderr"; echo "exit status $status"; } >"$work/out"
}
# same NAME ARGUMENT...: the module prints what the program does.
same() {
  name=$1
  shift
  output_of "$awl" "$@"
  mv "$work/out" "$work/want"
  output_of "$node" "$package/awl.js" "$@"
  expect "node $node_version: $name" cmp "$work/want" "$work/out"
}
for node_version in 18 20 22 24; do
  node=$tools/node$node_version/bin/node
  same "text" check lists
  same "json" check --profile strict --format json lists
  same "a file that is not there" check missing.md
  same "an option that is not there" check --nonsense
  cp -R lists program && cp -R lists module
  (cd program && output_of "$awl" check --fix --unsafe-fixes . && mv "$work/out" "$work/want")
  (cd module && output_of "$node" "$package/awl.js" check --fix --unsafe-fixes .)
  expect "node $node_version: --fix says the same" cmp "$work/want" "$work/out"
  expect "node $node_version: --fix writes the same" diff -r program module
  rm -rf program module
  "$awl" check --fix - <readme.md >"$work/want" 2>/dev/null || true
  "$node" "$package/awl.js" check --fix - <readme.md >"$work/out" 2>/dev/null || true
  expect "node $node_version: standard input" cmp "$work/want" "$work/out"
done
git init -q -b main . && git add readme.md && git -c user.name=t -c user.email=t@localhost commit -q -m "A list"
echo '- [Two](https://example.org/two) - Another book' >>readme.md
same "--changed-since asks git" check --changed-since HEAD readme.md

# The hooks of pre-commit, from a tree that has an owner: nothing is built.
copy_tree "$work/hooks"
(cd "$work/hooks" && packaging/set-owner somebody && git -c user.name=t -c user.email=t@localhost commit -q -a -m "An owner")
expect "no page has a placeholder for the owner" [ -z "$(git -C "$work/hooks" grep -F OWNER/awl -- '*.md')" ]
export PRE_COMMIT_HOME="$work/pre-commit"
mkdir "$work/list"
cd "$work/list"
git init -q -b main
cp "$work/user/readme.md" .
printf 'repos: [{repo: %s, rev: %s, hooks: [{id: awl}]}]\n' "$work/hooks" "$(git -C "$work/hooks" rev-parse HEAD)" >.pre-commit-config.yaml
git add -A
run pre-commit run --all-files
expect "pre-commit: finds what is wrong" exits 1
expect "pre-commit: with the program that npm has" says "heading-skip-level" "took awl-lint $version from npm"
expect "pre-commit: which is not built" [ -z "$(find "$work/pre-commit" -name release.built)" ]
run pre-commit run --all-files
expect "pre-commit: and says so once" [ "$(grep -c "from npm" "$work/out")" = 0 ]
cd "$work/user"

# What may be wrong is said in one line.
says_line() { [ "$(wc -l <"$work/out")" = 1 ] && says "$@"; }
fails() {
  name=$1
  shift
  expect "$name: exit status 2" exits 2
  expect "$name: says so in a line" says_line "$@"
}
run node -r "$root/tests/npm/old_node.cjs" "$package/awl.js" check readme.md
fails "node is too old" "node 16.20.0 is too old: use node 18 or newer"
cp "$package/awl.wasm" "$work/awl.wasm"
head -c 100000 "$work/awl.wasm" >"$package/awl.wasm"
run node "$package/awl.js" check readme.md
fails "a damaged module" "$package/awl.wasm: " "install awl-lint again"
printf '\0asm\1\0\0\0' >"$package/awl.wasm"
run node "$package/awl.js" check readme.md
fails "another module" "$package/awl.wasm: is not awl; install awl-lint again"
rm "$package/awl.wasm"
run node "$package/awl.js" check readme.md
fails "no module" "$package/awl.wasm" "install awl-lint again"
finish
