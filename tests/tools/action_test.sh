#!/bin/sh
# The script of the GitHub Action, with what GitHub would give it.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
AWL=$root/build/release/awl
"$root/tools/build" release release awl_binary
export AWL GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary" GITHUB_PATH="$work/path"
mkdir "$work/list"
cd "$work/list"
git init -q -b main
lacks() { ! grep -qF -e "$1" "$work/out"; }
commit() { git add -A && git -c user.name=t -c user.email=t@localhost commit -q -m "$1"; }
begin() { : >"$GITHUB_OUTPUT"; : >"$GITHUB_STEP_SUMMARY"; : >"$GITHUB_PATH"; }
output() { sed -n "s/^$1=//p" "$GITHUB_OUTPUT"; }
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.\n' >readme.md
commit "A list"

begin
run "$root/packaging/action.sh"
expect "findings fail the step" exits 1
expect "and are annotations" says "::warning file=readme.md,line=5"
expect "the version is an output" [ "$(output version)" = "$version" ]
expect "so is the count" [ "$(output count)" -ge 1 ]
expect "the summary has a table" grep -q '| heading-skip-level | 1 | 0 | 1 |' "$GITHUB_STEP_SUMMARY"
expect "awl is on the path" [ "$(cat "$GITHUB_PATH")" = "$(dirname "$AWL")" ]

begin
printf '# Awesome Things\n\n## Books\n\n- [One](https://example.org/one) - A book.   \n' >spaces.md
PATHS=spaces.md
export PATHS
run "$root/packaging/action.sh"
unset PATHS
expect "the summary has the cure" grep -q '^+- \[One\](https://example.org/one) - A book\.$' "$GITHUB_STEP_SUMMARY"
expect "between fences" grep -q '^```diff$' "$GITHUB_STEP_SUMMARY"
rm spaces.md

begin
mkdir -p "folder with blanks"
printf 'text  \n' | tee text.md >"folder with blanks/a text.md"
PATHS="folder with blanks/a text.md
text.md"
ARGS="--select
whitespace-trailing"
export PATHS ARGS
run "$root/packaging/action.sh"
expect "inputs with several lines have a path or argument in each" says "file=folder with blanks/a text.md" "file=text.md"
expect "how many of each rule there are is an output" [ "$(output counts)" = '{"whitespace-trailing":2}' ]
unset PATHS ARGS
rm -r "folder with blanks" text.md

begin
FAIL_ON=never
export FAIL_ON
run "$root/packaging/action.sh"
expect "fail-on: never lets the step pass" exits 0
unset FAIL_ON

begin
OUTPUT=sarif
export OUTPUT
run "$root/packaging/action.sh"
expect "output: sarif writes a file" [ "$(jq -r .version "$(output sarif)")" = 2.1.0 ]
OUTPUT=nonsense
run "$root/packaging/action.sh"
expect "an output that there is not is refused" exits 2
unset OUTPUT

PATHS="no-such-file.md"
export PATHS
run "$root/packaging/action.sh"
expect "a path that there is not fails the step" exits 2
unset PATHS

begin
base=$(git rev-parse HEAD)
printf '%s\n' '- [Two](https://example.org/two) - Another book.' >>readme.md
commit "An entry"
CHANGED_ONLY=true
BASE_SHA=$base
export CHANGED_ONLY BASE_SHA
run "$root/packaging/action.sh"
expect "changed-only leaves old findings alone" exits 0
expect "and counts none" [ "$(output count)" = 0 ]
expect "the summary says what the pull request adds" grep -qF 'added [Two](https://example.org/two)' "$GITHUB_STEP_SUMMARY"
printf '%s\n' '' '###### Poems' '' 'None yet.' >>readme.md
commit "A fault"
run "$root/packaging/action.sh"
expect "changed-only finds what is new" exits 1
expect "at its line" says "line=10"
BASE_SHA=0123456789012345678901234567890123456789
run "$root/packaging/action.sh"
expect "without history it fails" exits 2
expect "and says what to do" says "fetch-depth: 0"
unset CHANGED_ONLY BASE_SHA

# A pull request that turns its own gate off.
begin
RUNNER_TEMP=$work/runner
mkdir "$RUNNER_TEMP"
BASE_SHA=$(git rev-parse HEAD)
export RUNNER_TEMP BASE_SHA
printf 'rules: {heading: off}\n' >.awl.yaml
printf '%s\n' '- [](http://localhost/x) <!-- awl-ignore -->' '<!-- awl ignore heading -->' >>readme.md
ln -s ../outside awl.sarif
echo keep >../outside
commit "No rules"
run "$root/packaging/action.sh"
expect "the config of the base counts" exits 1
expect "which is said" says "changes the config of awl"
expect "and so are suppressions" says "comments that suppress findings"
# Hidden from `git diff` and from a search for the plain form.
for form in '<!-- awl disable -->' '<!--\tawl disable -->' '<!--\nawl disable -->' '<!--\fawl\vdisable -->' '\377 <!-- awl disable -->'; do
  git checkout -q -b hidden "$BASE_SHA"
  echo '*.md -diff' >.gitattributes
  printf "$form\n" >>readme.md
  commit "Hidden"
  run "$root/packaging/action.sh"
  expect "however they are hidden: $form" says "comments that suppress findings"
  git checkout -q -
  git branch -q -D hidden
done
git checkout -q -b changed "$BASE_SHA"
echo '<!-- awl disable-next-line heading -->' >>readme.md
commit "A comment"
before=$BASE_SHA
BASE_SHA=$(git rev-parse HEAD)
sed -i 's/disable-next-line heading/disable/' readme.md
commit "Another comment"
run "$root/packaging/action.sh"
expect "also where one takes the place of another" says "comments that suppress findings"
BASE_SHA=$before
git checkout -q -
git branch -q -D changed
git checkout -q -b encoded
echo '*.md working-tree-encoding=utf-7' >.gitattributes
commit "Encoded"
run "$root/packaging/action.sh"
expect "a list that is checked out in another encoding is refused" exits 2
expect "and named" says "working-tree-encoding"
git checkout -q -f -
git branch -q -D encoded
OUTPUT=sarif
export OUTPUT
run "$root/packaging/action.sh"
expect "nothing is written through a link of the pull request" [ "$(cat ../outside)" = keep ]
expect "but beside the workspace" [ "$(jq -r .version "$(output sarif | tail -n 1)")" = 2.1.0 ]
OUTPUT=none
run "$root/packaging/action.sh"
expect "plain output is printed while the runner obeys nothing" [ "$(grep -c '^::stop-commands::' "$work/out")" = 1 ]
unset OUTPUT
PATHS="readme.md --fail-on=never"
export PATHS
run "$root/packaging/action.sh"
expect "paths are no options" exits 2
unset PATHS
CONFIG_FROM=head
export CONFIG_FROM
run "$root/packaging/action.sh"
expect "config-from: head takes the pull request's" lacks "config of awl"
unset CONFIG_FROM BASE_SHA

begin
INSTALL_ONLY=true
export INSTALL_ONLY
run "$root/packaging/action.sh"
expect "install-only checks nothing" exits 0
expect "and has no count" [ -z "$(output count)" ]
finish
