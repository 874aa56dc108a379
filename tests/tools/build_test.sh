#!/bin/sh
# tools/build keeps starts at the same time apart, and survives one that was killed.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"

# A tree whose cmake only writes down that it ran, and fails if another one runs.
tree=$work/tree
mkdir -p "$tree/tools" "$work/bin"
cp "$root/tools/build" "$tree/tools/build"
cat >"$work/bin/cmake" <<END
#!/bin/sh
mkdir "$work/running" || echo overlap >>"$work/log"
sleep 0.05
case \$1 in --preset) mkdir -p "$tree/build/release"; touch "$tree/build/release/build.ninja"; echo configure >>"$work/log" ;; esac
[ ! -e "$work/broken" ] || { rmdir "$work/running"; echo "no such header"; exit 1; }
rmdir "$work/running"
echo "\$*" >>"$work/log"
END
chmod +x "$work/bin/cmake"
PATH=$work/bin:$PATH
: >"$work/log"

pids=
for _ in 1 2 3 4; do
  "$tree/tools/build" --no-install release release awl_binary </dev/null >/dev/null 2>&1 &
  pids="$pids $!"
done
good=0
for pid in $pids; do if wait "$pid"; then good=$((good + 1)); fi; done
expect "four starts at once all succeed" [ "$good" = 4 ]
expect "one of them configures" [ "$(grep -c '^configure$' "$work/log")" = 1 ]
expect "none builds while another does" [ "$(grep -c overlap "$work/log")" = 0 ]
expect "the lock is gone" [ ! -e "$tree/build/release.lock" ]

mkdir "$tree/build/release.lock"
sh -c 'echo $$' >"$tree/build/release.lock/pid"
run "$tree/tools/build" --no-install release
expect "a lock whose owner died is broken" exits 0

touch "$work/broken"
run "$tree/tools/build" --no-install release
expect "a build that fails exits with 2" exits 2
expect "and shows why" says "no such header" "this failed: cmake --build"
expect "and leaves no lock" [ ! -e "$tree/build/release.lock" ]
rm "$work/broken"

ln -s "$tree/tools/build" "$work/link"
cd /
run "$work/link" --no-install release
expect "works through a symlink, from another folder" exits 0
finish
