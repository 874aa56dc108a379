#!/bin/sh
# tools/new_rule makes a rule that compiles, with a page, and refuses names that are none.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
copy_tree "$work/tree"
cd "$work/tree"

run tools/new_rule link-made-up
expect "a new rule" exits 0
expect "says which function makes it" grep -qx 'RuleInfo LinkMadeUpInfo() {' src/rules/link_made_up.cpp
expect "has a page" grep -qx '# link-made-up' fixtures/rules/link-made-up.md
run "${CXX:-c++}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -Iinclude -Isrc src/rules/link_made_up.cpp
expect "compiles" exits 0

run tools/new_rule link-made-up
expect "a second time is refused" exits 2
expect "and why" says "there is a rule link-made-up already"
run tools/new_rule fancy-link
expect "an unknown group is refused" exits 2
expect "and the groups are named" says "'fancy' is no group" "anchor"
run tools/new_rule Link_Made
expect "a name in another style is refused" exits 2
run tools/new_rule
expect "no name is refused" says "usage: tools/new_rule"
finish
