# For the tests that are scripts: expect NAME CONDITION... counts, `finish` prints the totals. $root is the tree, $work a
# folder of the test's own.
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# expect NAME COMMAND...: the command must succeed.
expect() {
  expect_name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $expect_name"
    [ ! -f "$work/out" ] || sed 's/^/    /' "$work/out" | head -n 60
  fi
}

# run COMMAND...: leaves its exit status in $status and its output in $work/out.
run() {
  status=0
  "$@" >"$work/out" 2>&1 </dev/null || status=$?
}

# says TEXT...: each of the texts stands in the output of the last run.
says() {
  for text; do
    grep -qF -e "$text" "$work/out" || { echo "no \"$text\" in:"; return 1; }
  done
}

exits() { [ "$status" = "$1" ] || { echo "exit status $status, not $1:"; return 1; }; }

# copy_tree FOLDER: the tree as it would be committed, in a repository of its own.
copy_tree() {
  mkdir -p "$1"
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh |
    tar -c --null -T - -f -) | tar -x -C "$1" -f -
  git -C "$1" init -q -b main
  git -C "$1" add -A
  git -C "$1" -c user.name=test -c user.email=test@localhost commit -q -m "The tree"
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] || exit 1
  exit 0
}
