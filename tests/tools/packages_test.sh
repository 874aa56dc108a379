#!/bin/sh
# The .deb and the .tar.gz are installed and run where there is nothing but what they ask for: in a root folder that holds
# the files of the packages that the .deb depends on, and in one that holds nothing.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
run "$root/packaging/build" "$work/made"
expect "the packages are made" exits 0
[ "$status" = 0 ] || finish
cd "$work/made"
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
deb=$(echo awl_*.deb)
run sha256sum --check SHA256SUMS
expect "the checksums hold" exits 0

# bare FOLDER PACKAGE...: a root folder with the shared libraries of these Debian packages.
bare() {
  folder=$1
  shift
  mkdir -p "$folder/tmp" "$folder/dev" "$folder/proc"
  touch "$folder/dev/null"
  for package; do
    dpkg -L "$package" | grep '\.so' | while read -r file; do
      [ -f "$file" ] || continue
      mkdir -p "$folder$(dirname "$file")"
      cp -L "$file" "$folder$file"
    done
  done
  # Debian's libraries name themselves under /lib and /usr/lib: one folder, as on an installed system.
  [ -d "$folder/usr" ] || mkdir "$folder/usr"
  for name in lib lib64; do
    if [ -d "$folder/$name" ]; then
      mkdir -p "$folder/usr/$name"
      cp -R "$folder/$name/." "$folder/usr/$name/"
      rm -rf "${folder:?}/$name"
    fi
    mkdir -p "$folder/usr/$name"
    ln -s "usr/$name" "$folder/$name"
  done
  [ -e "$folder/usr/lib64/ld-linux-x86-64.so.2" ] || cp -L /lib64/ld-linux-x86-64.so.2 "$folder/usr/lib64/" 2>/dev/null || true
}
# inside FOLDER COMMAND...: the loader asks /proc where a program stands.
inside() {
  map=
  [ "$(id -u)" = 0 ] || map=--map-root-user
  unshare $map --mount sh -c 'mount --rbind /proc "$1/proc" && exec chroot "$@"' sh "$@"
}
chroot_into() {
  map=
  [ "$(id -u)" = 0 ] || map=--map-root-user
  unshare $map chroot "$@"
}
printf '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A book.\n' >"$work/readme.md"

depends=$(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//')
expect "the .deb asks for libc and md4c only" [ "$(echo $depends)" = "libc6 libmd4c0" ]
expect "it has the version of the project" [ "$(dpkg-deb -f "$deb" Version)" = "$version" ]
expect "and recommends libcurl for awl-links" [ "$(dpkg-deb -f "$deb" Recommends)" = "git, libcurl4" ]
bare "$work/installed" $depends
mkdir -p "$work/installed/var/lib/dpkg/info" "$work/installed/var/lib/dpkg/updates"
# The packages that the folder has, as dpkg knows them.
for package in $depends; do dpkg -s "$package"; echo; done | sed '/^Pre-Depends:/d; /^Depends:/d' >"$work/installed/var/lib/dpkg/status"
run dpkg --root="$work/installed" --force-not-root --force-script-chrootless --log=/dev/null -i "$work/made/$deb"
expect "dpkg installs the .deb" exits 0
cp "$work/readme.md" "$work/installed/tmp/"
run inside "$work/installed" /usr/bin/awl --version
expect "the installed awl runs" exits 0
expect "and says its version" says "$version"
run inside "$work/installed" /usr/bin/awl check /tmp/readme.md
expect "it finds what is wrong in a list" exits 1
expect "and says what" says "heading-skip-level"
for file in usr/share/man/man1/awl.1 usr/share/bash-completion/completions/awl usr/share/zsh/vendor-completions/_awl \
  usr/share/fish/vendor_completions.d/awl.fish usr/share/doc/awl/copyright usr/share/doc/awl/docs/rules/README.md; do
  expect "the .deb has $file" [ -s "$work/installed/$file" ]
done

case $(uname -m) in
  x86_64) native=x64 ;;
  aarch64) native=arm64 ;;
esac
mkdir -p "$work/empty/any where"
tar -xzf "awl-$version-linux-$native.tar.gz" -C "$work/empty/any where"
cp "$work/readme.md" "$work/empty/"
run chroot_into "$work/empty" "/any where/awl-$version-linux-$native/bin/awl" check /readme.md
expect "the .tar.gz runs where there is nothing else" exits 1
expect "and finds what is wrong" says "heading-skip-level"

# Debian 11 with its glibc 2.31, as debootstrap unpacks it: once, and then from the user's cache.
old=${XDG_CACHE_HOME:-$HOME/.cache}/awl/debian-11
if [ ! -e "$old" ] && [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null; then
  if debootstrap --foreign --variant=minbase bullseye "$work/old" >"$work/debootstrap.log" 2>&1; then
    mkdir -p "$(dirname "$old")"
    mv "$work/old" "$old.$$" && mv -T "$old.$$" "$old"
  else
    tail -n 3 "$work/debootstrap.log"
  fi
fi
if [ -e "$old" ] && [ "$native" = x64 ]; then
  mkdir "$work/new"
  cp -R "$work/empty/any where" "$work/readme.md" "$work/new/"
  rm -rf "$old/tmp/awl"
  mv "$work/new" "$old/tmp/awl"
  run chroot_into "$old" ldd --version
  expect "there is an old system, of Debian 11" says "2.31"
  run chroot_into "$old" "/tmp/awl/any where/awl-$version-linux-x64/bin/awl" check /tmp/awl/readme.md
  expect "the .tar.gz runs on it" exits 1
  expect "and finds what is wrong there" says "heading-skip-level"
  rm -rf "$old/tmp/awl"
else
  echo "NO DEBIAN 11 HERE (root, x86-64 and debootstrap make it): the .tar.gz is not tried on it."
fi

for folder in "$work/installed/usr" "$work/empty/any where/awl-$version-linux-$native"; do
  run "$folder/libexec/awl/awl-links" --version
  expect "awl-links is there, and of the same version" says "awl-links $version"
done

# All binaries say the same of all lists.
lists() { find "${AWL_CORPUS:-$root/fixtures}" -name '*.md' -type f -print0 | sort -z; }
# findings_of PROGRAM...: prints them as JSON, without the status 1 that they give.
findings_of() { lists | xargs -0 sh -c '"$@" || [ $? = 1 ]' sh "$@" check --no-config --format json; }
findings_of "$root/build/release/awl" >"$work/shared.json"
expect "there are findings" [ "$(wc -l <"$work/shared.json")" -gt 100 ]
for cpu in x64 arm64; do
  [ -f "awl-$version-linux-$cpu.tar.gz" ] || continue
  tar -xzf "awl-$version-linux-$cpu.tar.gz" -C "$work"
  emulator=
  [ $cpu = $native ] || emulator=qemu-aarch64-static
  findings_of $emulator "$work/awl-$version-linux-$cpu/bin/awl" >"$work/$cpu.json"
  expect "$cpu: the findings are those of the shared build" cmp "$work/shared.json" "$work/$cpu.json"
done

if docker info >/dev/null 2>&1; then
  run docker build -q -f "$root/packaging/Dockerfile" -t awl-packages-test "$work/made"
  expect "the image is built" exits 0
  run docker run --rm -v "$work:/list:ro" awl-packages-test check readme.md
  expect "and finds what is wrong" says "heading-skip-level"
  docker rmi awl-packages-test >/dev/null 2>&1 || true
else
  echo "there is no docker here: the image is not tried"
fi

run "$root/packaging/build" "$work/again"
expect "the same commit makes the same packages" cmp "$work/made/SHA256SUMS" "$work/again/SHA256SUMS"
finish
