#!/bin/sh
# The extension as it is published, in VS Code itself: see vscode_test.mjs. `vscode_test.sh --picture` also takes the
# picture of its README.
set -eu
root=$(dirname "$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")")
cd "$root"
tools/install vscode
tools/vscode
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools/with-npm editors/vscode node editors/vscode/package.mjs "$work/again.vsix" >"$work/log"
cmp build/awl.vsix "$work/again.vsix"
python3 -m zipfile -e build/awl.vsix "$work/unpacked"
node tests/editors/vscode/server_test.mjs "$work/unpacked/extension" "${AWL:-build/release/awl}"
picture=
[ "${1:-}" != --picture ] || picture=editors/vscode/picture.png
# What drives VS Code would bring a browser of its own.
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 tools/with-npm tests/editors/vscode node tests/editors/vscode/vscode_test.mjs build/awl.vsix $picture
