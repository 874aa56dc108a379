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
for arguments in "check --fix" "check --fix ." "format" "add-ignores" "check --fix --fenced readme.md" "check --fix readme.md"; do
  run "$awl" $arguments
done
git status >/dev/null 2>&1
expect "a link to .git/config is not rewritten" [ "$(git config core.fsmonitor || true)" = "" ]
expect "and no program is started" [ ! -e PWNED ]

# A link that stays in the work tree leads to what no commit brought.
begin installed
ln -s .venv/bin/activate readme.md
echo .venv/ >.gitignore
printf 'lists: ["**"]\npatterns:\n- {name: own, on: file, match: deactivate, message: x, fix: {replace: "touch PWNED", applicability: safe}}\n' >.awl.yaml
git add -A && git commit -qm x
mkdir -p .venv/bin && echo deactivate >.venv/bin/activate
run "$awl" check --fix
expect "a link to a program that was installed is not rewritten" [ "$(cat .venv/bin/activate)" = deactivate ]
expect "and awl says why" says "is not a Markdown file"
ln -sf secrets.md readme.md
echo secrets.md >>.gitignore
git add -A && git commit -qm y
echo "# TOKEN-1234" >secrets.md
printf 'lists: ["**"]\npatterns:\n- {name: own, on: file, match: "TOKEN-(.)(.*)", message: "{1}:{2}"}\n' >.awl.yaml
run "$awl" check
expect "nor is a file shown that git ignores" lacks "1:234"

begin home
echo 'export PATH' >.bashrc
mkdir -p Downloads/list
cd Downloads/list
ln -s ../../.bashrc readme.md
printf 'lists: ["**"]\npatterns:\n- {name: own, on: file, match: "export PATH", message: x, fix: {replace: "touch PWNED", applicability: safe}}\n' >.awl.yaml
run "$awl" check --fix
expect "an unpacked archive does not reach the repository around it" [ "$(cat ../../.bashrc)" = 'export PATH' ]

begin report
mkdir -p .husky && echo 'echo fine' >.husky/hook
list >readme.md
ln -s .husky/hook report.txt
git add -A && git commit -qm x
run "$awl" check --format concise --output report.txt
expect "a report is not written through a link" [ "$(cat .husky/hook)" = 'echo fine' ]
expect "which is said" says "is a link"
run "$awl" check --write-baseline report.txt
expect "nor is a baseline" [ "$(cat .husky/hook)" = 'echo fine' ]

begin fenced
mkdir ../other && printf 'token: SECRET: x\n' >../other/awl.yaml
list >readme.md
ln -s ../other ci
run "$awl" check --config ci/awl.yaml
expect "a config behind a link is not shown" lacks SECRET
printf 'rules: {entry: off}\n' >../other/awl.yaml
run "$awl" check --fenced --config ci/awl.yaml readme.md
expect "--fenced lets no config lead out" exits 2
expect "and says so" says "leads out of"
run "$awl" check --config-from "" readme.md
expect "an empty revision is none" exits 2

begin "$(printf 'said\n##[error]\033[31m')"
list >readme.md
cp readme.md "$(printf 'a\npatterns: [{name: own, on: file, match: a, message: x}]\n##[x].md')"
for name in *patterns*; do run "$awl" config init "$name"; done
run "$awl" explain own
expect "a file's name brings no rules into a config" exits 2
rm -f .awl.yaml
printf '# T\n\n## A\n\n- [\033[31ma](https://a.com) - \033]0;x\007A.\n\n::error::x\n' >readme.md
run "$awl" add https://b.com/ --name b --section A --diff
expect "a diff of awl add is inert" inert
run "$awl" add https://a.com/ --name a --section A "$(printf '\033]0;x\007##[error].md')"
expect "and so is a path in its messages" inert
for format in csv tsv markdown html; do
  run "$awl" entries --format $format
  expect "entries as $format are inert" lacks "$esc"
done
printf '<!-- This file is generated, do not edit. -->\n\n# A\n\nText.   \n' >"::error::made.md"
run "$awl" check --fix --profile awesome-lint -- "::error::made.md"
expect "a file that stays as it is is named" says "note: left as it is"
expect "in a line that no runner obeys" inert
run "$awl" merge --path '##[error]x' readme.md readme.md "$(printf '\033.md')"
expect "and the messages of awl merge" inert

begin many
printf 'lists: ["**"]\npatterns:\n' >.awl.yaml
n=0
while [ $n -lt 900 ]; do
  echo "- {name: own-$n, on: line, message: x, match: 'a[ab]{$((60 + n % 40))}c$([ $((n % 2)) = 0 ] && echo d)'}"
  n=$((n + 1))
done >>.awl.yaml
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  awk -v n=$n 'BEGIN { srand(n); print "# T\n"; for (i = 0; i < 40; ++i) { s = ""; for (j = 0; j < 2000; ++j) s = s (rand() < .5 ? "a" : "b"); print s "c\n" } }' >$n.md
done
run within 60 "$awl" check .
expect "many files do not make own rules take for ever" exits 2

begin driver
echo keep >../target
ln -s ../target .gitattributes
git add -A && git commit -qm x
run "$awl" merge --install
expect "merge --install writes through no link" [ "$(cat ../target)" = keep ]
expect "and says so" exits 2

begin "$(printf 'driver\033[31m\n##[error]')"
run "$awl" merge --install
expect "merge --install names a folder" exits 0
expect "inertly" inert

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
{
  printf '# T\n\n## A\n\n'
  awk 'BEGIN { for (i = 0; i < 5000; ++i) h = h "|a"; for (i = 0; i < 5000; ++i) d = d "|-"; print h "|"; print d "|"; for (i = 0; i < 20000; ++i) print "|b|" }'
} >wide.md
run sh -c "ulimit -v 1000000; exec '$awl' check --fix --quiet wide.md"
expect "a table with short rows stays small" [ "$(wc -c <wide.md)" -lt 1000000 ]
[ "$status" -le 1 ] || status=died
expect "and takes little memory" [ "$status" != died ]
rm wide.md
printf "exclude: ['%s']\n" "$(head -c 400000 /dev/zero | tr '\0' '{')" >.awl.yaml
run "$awl" check
expect "a long glob is refused" exits 2
expect "with its limit" says "at most 1024 bytes"
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
