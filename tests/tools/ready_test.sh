#!/bin/sh
# tools/ready, with an npm that is a script of this test, in a tree that has an owner.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
tree=$work/tree
mkdir -p "$tree/tools" "$tree/packaging" "$work/bin"
cp "$root/CMakeLists.txt" "$tree/"
cp "$root/tools/ready" "$root/tools/pre-commit" "$root/tools/packages" "$tree/tools/"
echo somebody >"$tree/packaging/owner"
export HOME="$work/home" CALLS="$work/calls"
unset AWL XDG_CACHE_HOME || true
PATH=$work/bin:/usr/bin:/bin

# program FILE TEXT: an awl that says its version and TEXT.
program() {
  mkdir -p "$(dirname "$1")"
  printf '#!/bin/sh\ncase $1 in --version) echo "awl %s" ;; *) echo "%s $*" ;; esac\n' "$version" "$2" >"$1"
  chmod +x "$1"
}
# What npm installs, for the platform or for node.
program "$work/native" native
program "$work/module" module
cat >"$work/bin/npm" <<'EOF'
#!/bin/sh
echo "$@" >>"$CALLS"
case $NPM in
  down) exit 1 ;;
  native) mkdir -p "$3/node_modules/awl-lint-linux-x64/bin" && cp "$HOME/../native" "$3/node_modules/awl-lint-linux-x64/bin/awl" ;;
  module) mkdir -p "$3/node_modules/.bin" && cp "$HOME/../module" "$3/node_modules/.bin/awl" ;;
  broken) mkdir -p "$3/node_modules/.bin" && echo nonsense >"$3/node_modules/.bin/awl" && chmod +x "$3/node_modules/.bin/awl" ;;
esac
EOF
chmod +x "$work/bin/npm"
cat >"$tree/tools/build" <<'EOF'
#!/bin/sh
echo "build $*" >>"$CALLS"
folder=$(dirname "$(dirname "$0")")/build/release
mkdir -p "$folder" && printf '#!/bin/sh\necho "built $*"\n' >"$folder/awl" && chmod +x "$folder/awl"
EOF
chmod +x "$tree/tools/build"
# begin STATE: npm's state; nothing is cached or built.
begin() {
  export NPM="$1"
  rm -rf "$HOME" "$tree/build"
  mkdir "$HOME"
  : >"$CALLS"
}

stale=$(cd "$root" && git grep -n -o -E '(awl@v|rev: v|awl[-_]|download/v)[0-9]+\.[0-9]+\.[0-9]+' -- README.md 'docs/*.md' | grep -v -F "$version" || true)
expect "the pages name this version: $stale" [ -z "$stale" ]

begin native
run "$tree/tools/pre-commit" check a.md
expect "npm's program for the platform is taken" says "native check a.md"
expect "which is said" says "awl: took awl-lint $version from npm"
expect "in just that version, without its scripts" grep -q -e "--ignore-scripts.* awl-lint@$version\$" "$CALLS"
NPM=down
run "$tree/tools/pre-commit" check a.md
expect "and kept" [ "$(cat "$work/out")" = "native check a.md" ]
expect "so that npm is asked once" [ "$(wc -l <"$CALLS")" = 1 ]
begin module
run "$tree/tools/pre-commit" check a.md
expect "else npm's module" says "module check a.md"
for state in down broken; do
  begin $state
  run "$tree/tools/pre-commit" check a.md
  expect "$state: what npm cannot give is built" says "built check a.md"
  expect "$state: which is said" says "awl: npm has no awl-lint $version for this machine, or cannot be reached"
  expect "$state: without installing packages" grep -q "^build --no-install release release awl_binary" "$CALLS"
  expect "$state: and leaves nothing in the cache" [ -z "$(ls "$HOME/.cache/awl")" ]
  run "$tree/tools/pre-commit" check a.md
  expect "$state: once" [ "$(cat "$work/out")" = "built check a.md" ]
done
begin down
run "$tree/tools/ready" --install
expect "a build may install what it needs" grep -q "^build release release awl_binary" "$CALLS"
begin native
echo OWNER >"$tree/packaging/owner"
run "$tree/tools/pre-commit" check a.md
expect "as long as nobody can have published it, npm is not asked" [ "$(cat "$work/out")" = "built check a.md" ]
echo somebody >"$tree/packaging/owner"
begin native
: >"$HOME/.cache"
run "$tree/tools/pre-commit" check a.md
expect "where nothing can be kept it is built" says "built check a.md"
begin native
program "$work/bin/awl" installed
run "$tree/tools/pre-commit" check a.md
expect "an installed awl of this version comes first" [ "$(cat "$work/out")" = "installed check a.md" ]
AWL=/bin/echo
export AWL
run "$tree/tools/pre-commit" check a.md
expect "and \$AWL before all" [ "$(cat "$work/out")" = "check a.md" ]
unset AWL

# A release names its owner, everywhere.
copy_tree "$work/release"
cd "$work/release"
run packaging/release
expect "a tree without an owner is no release" exits 2
expect "and says what to do" says "the project has no owner yet: packaging/set-owner NAME"
echo somebody >packaging/owner
git -c user.name=t -c user.email=t@localhost commit -q -a -m "An owner"
run packaging/release
expect "nor is one whose pages have none" exits 2
expect "which are named" says "README.md" "docs/ci.md"
run packaging/set-owner "not a name"
expect "a name that no account has is refused" exits 2
run sh -c 'echo OWNER >packaging/owner && packaging/set-owner some-body'
expect "set-owner writes the name" [ "$(cat packaging/owner)" = some-body ]
expect "and into the pages" [ -z "$(git grep -F OWNER/awl -- '*.md')" ]
expect "as it was given" grep -q 'https://github.com/some-body/awl' README.md
finish
