#!/bin/sh
# The hooks as pre-commit runs them, in a scratch repository: all four ids find, mend and pass the second time.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
"$root/tools/build" release release awl_binary
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}"
export PRE_COMMIT_HOME="$work/home" GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@localhost GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@localhost
unset AWL GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE || true
copy_tree "$work/hooks"
rev=$(git -C "$work/hooks" rev-parse HEAD)

mkdir -p "$work/list/folder with spaces"
cd "$work/list"
git init -q -b main
bad() {
  printf '# Awesome %s\n\n## Books\n\n- [One](https://example.org/%s) - A book.   \n\n\n\n## Films\n\n- [Two](https://example.org/%s/2) - A film.\n' "$1" "$1" "$1"
}
write_lists() {
  bad readme >readme.md
  bad other >"folder with spaces/other list.md"
  echo "not markdown " >notes.txt
}
config() {
  {
    echo "repos:"
    echo "  - repo: $work/hooks"
    echo "    rev: $rev"
    echo "    hooks:"
    for id; do echo "      - id: $id"; done
  } >.pre-commit-config.yaml
}
write_lists
config awl
git add -A
git commit -q -m "A list"

run pre-commit run --all-files
expect "awl: findings fail the hook" exits 1
expect "awl: in every file" says "readme.md:5:" "folder with spaces/other list.md:5:" "whitespace-trailing"
expect "awl: and nothing is changed" git diff --quiet
expect "awl: was built in pre-commit's clone" [ -n "$(find "$work/home" -name release.built)" ]

config awl-format
git add -A
run pre-commit run --all-files
expect "awl-format: the first run changes files" exits 1
expect "awl-format: which pre-commit says" says "files were modified by this hook"
expect "awl-format: white space is gone" [ "$(grep -c ' $' readme.md)" = 0 ]
expect "awl-format: other files are left alone" [ "$(cat notes.txt)" = "not markdown " ]
git add -A
run pre-commit run --all-files
expect "awl-format: the second run passes" exits 0

write_lists
config awl-fix
git add -A
run pre-commit run --all-files
expect "awl-fix: the first run changes files" exits 1
expect "awl-fix: which pre-commit says" says "files were modified by this hook"
git add -A
run pre-commit run --all-files
expect "awl-fix: the second run passes" exits 0
config awl
git add -A
run pre-commit run --all-files
expect "awl: passes on what was mended" exits 0

config awl-system
write_lists
git add -A
run pre-commit run --all-files
expect "awl-system: without awl it fails" exits 1
expect "awl-system: and says so" says "Executable \`awl\` not found"
PATH=$root/build/release:$PATH
run pre-commit run --all-files
expect "awl-system: findings fail the hook" exits 1
expect "awl-system: with the awl on the path" says "readme.md:5:"

# As a person meets it: a commit is refused, mended by the hook, added, and accepted.
config awl-fix
git add -A
git commit -q -m "The list"
write_lists
bad new >new.md
git add -A
run pre-commit install
run git commit -m "New entries"
expect "a commit with faults is refused" exits 1
git add -A
run git commit -m "New entries"
expect "and accepted after the fix" exits 0

printf 'exclude: [new.md]\n' >.awl.yaml
bad new >new.md
git add -A
run pre-commit run --files new.md
expect "a file that the config excludes passes" exits 0

mkdir many
n=0
while [ $n -lt 3000 ]; do
  n=$((n + 1))
  printf '# Awesome %s\n\n- [One](https://example.org/many/%s) - A book.\n' $n $n >many/$n.md
done
echo '- [Two](https://example.org/many/two) - A book. ' >>many/1500.md
git add -A
config awl
git add -A
run pre-commit run --all-files
expect "one fault among thousands of files is found" says "many/1500.md:4:"
finish
