#!/bin/sh
# neovim and emacs with eglot, without a screen, as clients of `awl lsp`: each by its own script, on a fresh list.
set -eu
. "$(dirname "$(readlink -f "$0")")/../tools/check.sh"
"$root/tools/install" editors
export AWL="${AWL:-$root/build/dev/awl}" HOME="$work/home" LIST="$work/things/readme.md"
mkdir -p "$HOME"

fresh_list() {
  rm -rf "$work/things"
  mkdir -p "$work/things/.git"
  printf '# Awesome Things\n\n## Contents\n\n- [Books](#books)\n\n## Books\n\n#### Novels\n\n' >"$LIST"
  printf -- '- [One](https://example.org/one) - A book. \t \n' >>"$LIST"
}
fresh_list
run nvim --headless -u NONE -i NONE -n -c "luafile $root/tests/editors/nvim_test.lua"
expect "neovim" exits 0
fresh_list
run emacs --batch -l "$root/tests/editors/eglot_test.el"
expect "eglot" exits 0
finish
