#!/bin/sh
# The part of action.sh that opens links: LINKS is `weekly` or `changed`, AWL the program. As action.sh says, a pull request's
# files are a stranger's. GITHUB_TOKEN or GH_TOKEN, if there is one, is for GitHub's API: awl asks it about repositories, and the
# weekly run keeps one issue by it.
set -eu
. "$(dirname "$(readlink -f "$0")")/action_common.sh"

split_like "${ARGS:-}"
set -- links --fenced --fail-on "${FAIL_ON:-warning}" ${ARGS:-}
split_like "${PATHS:-}"
[ -z "${CONFIG:-}" ] || set -- "$@" --config "$CONFIG"

# awl runs once, and its report is shown from the file: a second run would open the links again.
run() {
  status=0
  "$AWL" "$@" --format json --output "$work/findings.json" -- ${PATHS:-} 2>"$work/errors" || status=$?
  [ ! -s "$work/errors" ] || guarded cat "$work/errors" >&2
  [ "$status" -le 1 ] || exit "$status"
  count=$(jq '[.[] | select(.caused_by == null)] | length' "$work/findings.json")
  [ -z "${GITHUB_OUTPUT:-}" ] || echo "count=$count" >>"$GITHUB_OUTPUT"
}

# One line of text that no runner takes for a command, as GitHub's annotations want it.
annotations() {
  jq -r 'def data: gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A");
    def property: data | gsub(":"; "%3A") | gsub(","; "%2C");
    .[] | select(.caused_by == null)
    | (if .severity == "error" then "error" elif .severity == "warning" then "warning" else "notice" end) as $kind
    | "::\($kind) file=\(.path | property),line=\(.start.line),col=\(.start.column),title=\(.rule | property)::\(.message | data)"' \
    "$work/findings.json"
}

# The findings as Markdown, in the order of the files: a box for each. What comes from the web or a list is code, between as many
# backticks as it needs.
issue_body() {
  printf '<!-- awl links -->\n'
  jq -r 'def code: gsub("[\r\n]"; " ") | . as $text
      | ([$text | scan("`+") | length] | max // 0) as $ticks
      | ("`" * ($ticks + 1)) as $fence | "\($fence) \($text) \($fence)";
    "Links that need somebody: \(map(select(.caused_by == null)) | length)", "",
    (.[] | select(.caused_by == null) | "- [ ] \("\(.path):\(.start.line)" | code) \(.rule): \(.message | code)"), "",
    "This issue is updated by each run, and closed when nothing is left."' "$work/findings.json"
}

# The number of the one open issue that this Action has made.
open_issue() {
  gh api --paginate "repos/$GITHUB_REPOSITORY/issues?state=open&per_page=100" --jq \
    '.[] | select(.pull_request == null and .user.type == "Bot" and ((.body // "") | startswith("<!-- awl links -->"))) | .number' |
    head -n 1
}

keep_issue() {
  [ -n "${GITHUB_REPOSITORY:-}" ] || fail "links: weekly needs GITHUB_REPOSITORY"
  [ -n "${GH_TOKEN:-${GITHUB_TOKEN:-}}" ] ||
    fail "links: weekly needs env: GITHUB_TOKEN, and permissions: issues: write"
  number=$(open_issue) || fail "the issues of $GITHUB_REPOSITORY cannot be read"
  if [ "$count" = 0 ]; then
    [ -z "$number" ] || gh issue close "$number" --repo "$GITHUB_REPOSITORY" --comment "Nothing is left." >/dev/null
    return 0
  fi
  # GitHub takes 65,536 characters.
  issue_body | head -c 60000 >"$work/body"
  if [ -n "$number" ]; then
    gh issue edit "$number" --repo "$GITHUB_REPOSITORY" --body-file "$work/body" >/dev/null
  else
    gh issue create --repo "$GITHUB_REPOSITORY" --title "Dead and moved links" --body-file "$work/body" >/dev/null
  fi
}

case $LINKS in
  weekly)
    run "$@" ${STATE:+--state "$STATE"}
    keep_issue
    # The issue tells; a red run each week tells nobody anything.
    exit 0
    ;;
  changed)
    [ -n "${BASE_SHA:-}" ] || { echo "awl: not a pull request: no link is opened"; exit 0; }
    base=$(git merge-base "$BASE_SHA" HEAD) || fail "links: changed needs history: use actions/checkout with fetch-depth: 0"
    [ "${CONFIG_FROM:-base}" = head ] || set -- "$@" --config-from "$BASE_SHA"
    run "$@" --changed-since "$base" ${STATE:+--state "$STATE"}
    annotations
    exit "$status"
    ;;
  *) fail "links must be weekly or changed" ;;
esac
