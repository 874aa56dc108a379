#!/bin/sh
# What action.yml runs, in the workspace: awl, on $PATHS, with the inputs as environment variables. Writes the outputs
# version, path and count, a summary, and annotations or a SARIF file. Whatever fails makes the step fail.
# A pull request's files are a stranger's: nothing is written into the workspace, where they may be links; what may hold
# their text is printed while the runner obeys no commands; and they do not say what is checked (see config-from).
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
awl=${AWL:-$("$root/tools/ready" --install)}
version=$("$awl" --version | sed -n '1s/.* //p')
output() { [ -z "${GITHUB_OUTPUT:-}" ] || echo "$1=$2" >>"$GITHUB_OUTPUT"; }
output version "$version"
output path "$awl"
[ -z "${GITHUB_PATH:-}" ] || dirname "$awl" >>"$GITHUB_PATH"
[ "${INSTALL_ONLY:-false}" != true ] || exit 0
[ -z "${LINKS:-}" ] || AWL=$awl exec "$root/packaging/action_links.sh"

. "$root/packaging/action_common.sh"

split_like "${ARGS:-}"
set -- check --fenced ${ARGS:-}
split_like "${PATHS:-}"
[ -z "${CONFIG:-}" ] || set -- "$@" --config "$CONFIG"
case ${CONFIG_FROM:-base} in
  base | head) ;;
  *) fail "config-from must be base or head" ;;
esac

# changes PATHSPEC...: the pull request changes such files.
changes() { ! git diff --quiet --no-ext-diff --no-textconv "$BASE_SHA" HEAD -- "$@"; }
# How many comments that awl may obey the pull request adds or changes. Counted in what git stores, file by file: what
# `git diff` shows of a file is for the pull request's .gitattributes to say.
added_suppressions() {
  git diff -z --name-only --no-renames "$BASE_SHA" HEAD -- ":(top,icase)*.md" ":(top,icase)*.markdown" |
    xargs -0 -r -n 1 sh -c '
      comments() {
        git cat-file blob "$1" 2>/dev/null | LC_ALL=C tr "\t\r\n\f\v" "     " |
          LC_ALL=C grep -a -o -i "<!-- *\(awl\|lint\|markdownlint\)[-: ][^>]*"
      }
      { comments "$0:$1"; echo; comments "HEAD:$1"; } |
        LC_ALL=C awk "!/./ { new = 1; next } !new { ++old[\$0]; next } old[\$0]-- <= 0 { ++n } END { print n + 0 }"' \
      "$BASE_SHA" | awk '{ n += $1 } END { print n + 0 }'
}
# baseline_of ARGUMENT...: the file that they name.
baseline_of() {
  previous=
  for word; do
    case $word in --baseline=*) echo "${word#--baseline=}" ;; esac
    [ "$previous" != --baseline ] || echo "$word"
    previous=$word
  done
}

# With this attribute awl would read other text than readers see on GitHub.
encoded=$(git ls-files -- ":(top,icase)*.md" ":(top,icase)*.markdown" 2>/dev/null |
  git check-attr --stdin working-tree-encoding 2>/dev/null |
  grep -v -i ': working-tree-encoding: \(unspecified\|unset\|utf-8\)$') || true
[ -z "$encoded" ] || fail ".gitattributes gives Markdown files a working-tree-encoding; remove it, so that awl reads what git has"

if [ -n "${BASE_SHA:-}" ]; then
  if [ "${CONFIG_FROM:-base}" = base ]; then
    git cat-file -e "$BASE_SHA^{commit}" 2>/dev/null || git fetch -q --no-tags --depth=1 origin "$BASE_SHA" 2>/dev/null ||
      fail "config-from: base needs history: use actions/checkout with fetch-depth: 0"
    set -- "$@" --config-from "$BASE_SHA"
    if changes ":(top,glob)**/.awl.yaml" ":(top,glob)**/awl.yaml" ${CONFIG:+":(literal)$CONFIG"}; then
      echo "::warning title=awl::this pull request changes the config of awl; it is checked with the one before"
    fi
    file=$(baseline_of "$@")
    if [ -n "$file" ] && changes ":(literal)$file"; then
      echo "::warning title=awl::this pull request changes the baseline of awl; it is checked with the one before"
    fi
    count=$(added_suppressions)
    if [ "$count" != 0 ]; then
      echo "::warning title=awl::this pull request adds or changes $count comments that suppress findings"
    fi
  fi
fi
if [ "${CHANGED_ONLY:-false}" = true ]; then
  if [ -z "${BASE_SHA:-}" ]; then
    echo "awl: not a pull request: everything is checked"
  elif merge_base=$(git merge-base "$BASE_SHA" HEAD); then
    set -- "$@" --changed-since "$merge_base"
  else
    fail "changed-only needs history: use actions/checkout with fetch-depth: 0"
  fi
fi
status=0
"$awl" "$@" --fail-on "${FAIL_ON:-warning}" --format json --output "$work/findings.json" -- ${PATHS:-} >/dev/null \
  2>"$work/errors" || status=$?
[ ! -s "$work/errors" ] || guarded cat "$work/errors" >&2
# Exit status 1 is about findings; all else means that awl did not check.
[ "$status" -le 1 ] || exit "$status"
count=$(jq '[.[] | select(.caused_by == null)] | length' "$work/findings.json")
output count "$count"
output counts "$(jq -c 'map(select(.caused_by == null)) | group_by(.rule) | map({key: .[0].rule, value: length}) | from_entries' "$work/findings.json")"
case ${OUTPUT:-annotations} in
  annotations) "$awl" "$@" --fail-on never --format github -- ${PATHS:-} 2>/dev/null ;;
  sarif)
    sarif=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/awl.XXXXXX")/awl.sarif
    "$awl" "$@" --fail-on never --format sarif --output "$sarif" -- ${PATHS:-} 2>/dev/null
    output sarif "$sarif"
    ;;
  none) guarded "$awl" "$@" --fail-on never --format concise -- ${PATHS:-} ;;
  *) fail "output must be annotations, sarif or none" ;;
esac
# What the safe fixes would change, between fences that nothing in it can close.
show_cure() {
  safe=$(jq '[.[] | select(.caused_by == null and .fix.applicability == "safe")] | length' "$work/findings.json")
  [ "$safe" -gt 0 ] || return 0
  "$awl" "$@" --fail-on never --diff --quiet -- ${PATHS:-} 2>/dev/null | head -n 200 >"$work/cure.diff" || true
  ticks=$(grep -o '`*' "$work/cure.diff" | awk '{ if (length($0) > n) n = length($0) } END { print n + 3 }')
  fence=$(printf "%${ticks}s" '' | tr ' ' '`')
  printf '\n`awl check --fix` fixes %s of them:\n\n%sdiff\n' "$safe" "$fence"
  cat "$work/cure.diff"
  printf '%s\n' "$fence"
}
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  {
    echo "### awl $version: $count findings"
    echo
    jq -r 'def fixes(kind): map(select(.fix.applicability == kind)) | length;
      map(select(.caused_by == null)) | group_by(.rule) | sort_by(-length)
      | if length == 0 then empty else "| rule | findings | safe fixes | unsafe fixes |", "| --- | ---: | ---: | ---: |",
        (.[] | "| \(.[0].rule) | \(length) | \(fixes("safe")) | \(fixes("unsafe")) |") end' "$work/findings.json"
    show_cure "$@"
    # What a pull request changes, for readers; a shallow clone does not know.
    if [ -n "${BASE_SHA:-}" ] && merge_base=$(git merge-base "$BASE_SHA" HEAD 2>/dev/null); then
      echo
      "$awl" diff --format markdown "$merge_base" 2>/dev/null || true
    fi
  } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
