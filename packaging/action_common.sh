# What action.sh and action_links.sh share: a folder of their own outside the workspace, and what a stranger's text may not do.
# To be read with `.`, not run.
work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/awl.XXXXXX")
trap 'rm -rf "$work"' EXIT
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
# guarded COMMAND...: the runner takes nothing that it prints for a command.
guarded() {
  echo "::stop-commands::$token"
  "$@" 2>&1 || true
  echo "::$token::"
}
fail() {
  echo "awl: $1" >&2
  exit 2
}

set -f
# Both are lists of words, as they would be on a command line; with several lines, each line is a word, blanks and all.
newline=$(printf '\nx')
newline=${newline%x}
split_like() { case $1 in *"$newline"*) IFS=$newline ;; *) unset IFS ;; esac; }
