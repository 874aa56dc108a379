#!/bin/sh
# What a hostile pull request may bring, against the program itself: docs/security.md has the table. Needs no root.
set -eu
. "$(dirname "$(dirname "$(readlink -f "$0")")")/tools/check.sh"
awl=${AWL:-$root/build/release/awl}
[ -n "${AWL:-}" ] || "$root/tools/build" release release awl_binary
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@localhost GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@localhost
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE || true
esc=$(printf '\033')

# begin NAME: an empty repository, current.
begin() {
  mkdir "$work/$1"
  cd "$work/$1"
  git init -q -b main
}
list() { printf '# Awesome Things\n\n## Books\n\n- [One](https://example.org/one) - A book.\n%s' "${1:-}"; }
lacks() { ! grep -qF -e "$1" "$work/out"; }
# obeys FILE: it has a line that GitHub's runner takes for a command of somebody else's.
obeys() {
  grep -vE '^::(error|warning|notice) (file|title)=' "$1" | grep -qE '^[[:space:]]*::|##\['
}
inert() { ! grep -q "$esc" "$work/out" && ! obeys "$work/out"; }
within() { timeout -k 1 "$@"; }

# A commit's readme leads to .git/config, and its config has a rule that would rewrite what is there.
begin config
ln -s .git/config readme.md
printf 'lists: ["**"]\npatterns:\n- {name: own, on: file, match: "bare = false", message: "{0}", fix: {replace: "fsmonitor = touch PWNED;", applicability: safe}}\n' >.awl.yaml
git add -A && git commit -qm x
git -c protocol.file.allow=always clone -q . "$work/victim" 2>/dev/null
cd "$work/victim"
for arguments in "check --fix" "check --fix ." "format" "add-ignores" "check --fix --fenced readme.md"; do
  run "$awl" $arguments
done
git status >/dev/null 2>&1
expect "a link to .git/config is not rewritten" [ "$(git config core.fsmonitor || true)" = "" ]
expect "and no program is started" [ ! -e PWNED ]

# What a race puts in the place of a file is not written.
begin race
list >readme.md
mkdir out && echo keep >out/target
(
  n=0
  while [ $n -lt 300 ]; do
    ln -sfn out/target readme.md 2>/dev/null
    list "$(printf '\n\n\n')" >new && mv new readme.md
    n=$((n + 1))
  done
) &
racer=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do run "$awl" check --fix --select whitespace; done
wait $racer
expect "a link that takes the place of the list is not followed" [ "$(cat out/target)" = keep ]

begin gate
list '- [](http://localhost/x)
' >readme.md
git add -A && git commit -qm base
"$awl" rules --format json | sed -n 's/.*"name": "\([a-z0-9-]*\)".*/\1/p' | sort -u >"$work/rules"
{
  printf 'overrides:\n- paths: ["**"]\n  rules:\n'
  while read -r rule; do ! "$awl" explain "$rule" >/dev/null 2>&1 || echo "    $rule: off"; done <"$work/rules"
} >.awl.yaml
run "$awl" check
expect "a config that turns all rules off is no success" exits 2
expect "and is named" says "no rule is on"
run "$awl" check --config-from HEAD
expect "--config-from takes the config of a revision" exits 1
git add -A && git commit -qm config
run "$awl" check --config-from HEAD~1
expect "also of an earlier one" exits 1
run "$awl" check --config-from nonsense
expect "which must exist" exits 2
run "$awl" check --config-from --all
expect "and is never an option" exits 2

begin names
list >readme.md
: >--config=mine.md
run "$awl" check --config=mine.md
expect "an option that is also a file is refused" exits 2
rm -- --config=mine.md
list >-x.md
run "$awl" check -- -x.md
expect "after -- all are paths" exits 0
rm -- -x.md
dir="$(printf 'd\033[31m\n::stop-commands::zz ##[error]')"
mkdir "$dir"
printf 'rules: [\n' >"$dir/.awl.yaml"
list >"$dir/readme.md"
run "$awl" check "$dir/readme.md"
expect "a folder's name gives a terminal no orders" inert
rm "$dir/.awl.yaml"
printf 'bad \377\n::error::fake  text\n##[error]fake  text\n' >>"$dir/readme.md"
for format in text concise github; do
  run "$awl" check --format $format .
  expect "nor does it in $format" inert
done
run "$awl" format .
expect "nor where a file cannot be formatted" inert
printf '# Things\n\nfoo  bar\n\033[31m\n::error::fake\n\r::error::fake\n' >readme.md
run "$awl" check --diff readme.md
expect "nor in a diff" inert

begin bombs
list >readme.md
{
  echo 'patterns:'
  n=0
  while [ $n -lt 600 ]; do
    echo "- {name: own-$n, on: line, message: x, any: ['(?i)[\\pL\\pN]{1,40}$n[\\pL]{1,40}', '(?i)[\\pL]{1,40}x$n']}"
    n=$((n + 1))
  done
} >.awl.yaml
run within 20 "$awl" check
expect "patterns that take long to compile are refused" exits 2
{
  echo 'patterns:'
  n=0
  while [ $n -lt 900 ]; do
    echo "- {name: own-$n, on: line, message: x, match: 'a[ab]{$((60 + n % 40))}c$([ $((n % 2)) = 0 ] && echo d)'}"
    n=$((n + 1))
  done
} >.awl.yaml
awk 'BEGIN { srand(1); for (i = 0; i < 40; ++i) { s = ""; for (j = 0; j < 2000; ++j) s = s (rand() < .5 ? "a" : "b"); print s "c\n" } }' >>readme.md
run within 60 "$awl" check
expect "patterns that take long on a text are refused" exits 2
expect "and say so" says "too long"
rm .awl.yaml
head -c 20000000 /dev/zero | tr '\0' '[' >b.json
run sh -c "ulimit -v 1000000; exec '$awl' check --baseline b.json"
expect "a deep baseline is refused" exits 2
expect "with its place" says "b.json:1:"
run sh -c "ulimit -v 60000; exec '$awl' check"
[ "$status" -le 2 ] || status=died
expect "without memory awl says so" [ "$status" != died ]

mkfifo pipe
"$awl" check --output pipe.out - <pipe >/dev/null 2>&1 &
child=$!
exec 3>pipe
# More than a pipe holds: when all of it is written, awl is reading.
head -c 300000 /dev/zero >&3
kill -TERM $child
code=0
wait $child || code=$?
exec 3>&-
expect "SIGTERM ends awl while it waits for its input" [ $code = 2 ]
finish
