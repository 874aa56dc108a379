#!/bin/sh
# Runs every command of README.md, CONTRIBUTING.md and the guides: each block of `sh` is run in turn, the blocks of one page
# in one folder, which holds the tree as `awl`, a list as `my-list`, and has awl on PATH. Words after `sh` in the block's
# first line: `exits=N` what it exits with (else 0), `not-here` it is not run, since it needs another machine.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
"$root/tools/build" release release awl_binary
export PATH="$root/build/release:$PATH" NO_COLOR=1 GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@localhost GIT_COMMITTER_NAME=t
export GIT_COMMITTER_EMAIL=t@localhost PRE_COMMIT_HOME="$work/home"
copy_tree "$work/tree"
# The tree has been built already: nothing of a page depends on how long that takes.
mkdir "$work/tree/build"
ln -s "$root/build/release" "$work/tree/build/release"

cd "$root"
for page in README.md docs/*.md; do
  folder=$work/pages/$(basename "$page" .md)
  mkdir -p "$folder/my-list"
  ln -s "$work/tree" "$folder/awl"
  cp "$root/docs/demo/readme.md" "$folder/my-list/readme.md"
  git -C "$folder/my-list" init -q -b main
  git -C "$folder/my-list" add -A
  git -C "$folder/my-list" commit -q -m "The list"
  # block-N holds the commands, info-N the words of the first line.
  awk -v folder="$folder" '
    /^```/ && inside { inside = 0; close(file); next }
    /^```sh( |$)/ { inside = 1; ++n; file = folder "/block-" n; print FNR " " substr($0, 6) >(folder "/info-" n); printf "" >file; next }
    /^```/ { inside = 2; file = "/dev/null"; next }
    inside { print >file }
  ' "$page"
  n=1
  while [ -f "$folder/block-$n" ]; do
    info=$(cat "$folder/info-$n")
    want=0
    case $info in *exits=*) want=${info##*exits=} && want=${want%% *} ;; esac
    case $info in
      *not-here*) ;;
      *)
        run sh -ec "cd '$folder/my-list' && . '$folder/block-$n'"
        expect "$page:${info%% *}: exit status $want" exits "$want"
        ;;
    esac
    n=$((n + 1))
  done
done
cd "$root"
# The table in README.md: what the list of the picture has before and after.
cp docs/demo/readme.md "$work/before"
cp docs/demo/readme.md "$work/after.md"
run awl check --no-config --fix --unsafe-fixes "$work/after.md"
sed -n 's/^| `\(- .*\)` | `\(- .*\)` |$/\1\n\2/p' README.md >"$work/rows"
expect "README.md has the table" [ "$(wc -l <"$work/rows")" = 10 ]
while read -r before && read -r after; do
  expect "README.md: $before" grep -qxF -e "$before" "$work/before"
  expect "README.md: $after" grep -qxF -e "$after" "$work/after.md"
done <"$work/rows"
run tools/picture --check
expect "docs/picture.svg shows what awl prints" exits 0
finish
