#!/bin/sh
# Installs the npm packages from their tarballs, as a user would from the registry, and runs them.
set -eu
. "$(dirname "$(dirname "$(readlink -f "$0")")")/tools/check.sh"
run "$root/packaging/build" "$work/made"
expect "the packages are made" exits 0
[ "$status" = 0 ] || mkfifo pipe
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
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
platform=$(node -p '`${process.platform}-${process.arch}`')
printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.\n' >"$work/readme.md"

mkdir "$work/user"
cd "$work/user"
cp "$work/readme.md" .
echo '{"private": true}' >package.json
run npm install --offline --no-audit --no-fund --omit=optional "$work/made/awl-lint-$version.tgz"
expect "installs without its optional dependency" exits 0
run npx awl --version
expect "and then says what is missing" says "the package awl-lint-$platform is not there" "--omit=optional"
expect "with exit status 2" exits 2

run npm install --offline --no-audit --no-fund --omit=optional "$work/made/awl-lint-$version.tgz" "$work/made/awl-lint-$platform-$version.tgz"
expect "installs with its platform's package" exits 0
run npx awl --version
expect "runs" exits 0
expect "and says its version" says "$version"
run npx awl check readme.md
expect "passes the exit status on" exits 1
expect "and what it says" says "heading-skip-level"
run sh -c 'npx awl check --fix - <readme.md 2>/dev/null'
expect "passes standard input on" says "A book."
finish
