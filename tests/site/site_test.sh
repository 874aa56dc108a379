#!/bin/sh
# Builds the playground and drives it in Chromium, against the program $AWL on twenty lists of $AWL_CORPUS. What has
# passed once, with the same page, tests, program and browser, is not run again. The pictures are in build/site-pictures.
set -eu
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
cd "$root"
tools/install site || true
if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  echo "NO CHROMIUM: the playground was not tested. Install Debian's, or set CHROMIUM to one."
  exit
fi
tools/site
key=$({
  find build/site tests/site site/src ${AWL_CORPUS:+"$AWL_CORPUS"} -type f -not -path '*/node_modules/*' | LC_ALL=C sort | xargs -d '\n' sha256sum
  sha256sum "$AWL"
  dpkg-query -W chromium 2>/dev/null || true
} | sha256sum | cut -c 1-16)
passed=${XDG_CACHE_HOME:-$HOME/.cache}/awl/site-passed
if [ "$(head -n 1 "$passed" 2>/dev/null)" = "$key" ]; then
  echo "the same page has passed before"
  tail -n 1 "$passed"
  exit
fi
mkdir -p build/site-pictures
log=$(mktemp)
trap 'rm -f "$log"' EXIT
tools/with-npm "$root/tests/site" sh -c 'node tests/site/units_test.mjs && node tests/site/site_test.mjs build/site build/site-pictures' >"$log" ||
  { cat "$log"; exit 1; }
cat "$log"
{ echo "$key"; tail -n 1 "$log"; } >"$passed"
