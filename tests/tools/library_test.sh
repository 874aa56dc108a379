#!/bin/sh
# The programs of docs/library.md, built against the installed library alone, and run.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
"$root/tools/build" library library
version=$(sed -n 's/^project(awl VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
prefix=$work/prefix
run cmake --install "$root/build/library" --component library --prefix "$prefix"
expect "the library is installed" exits 0
expect "with three headers" [ "$(ls "$prefix/include/awl" | tr '\n' ' ')" = "awl.h awl_c.h export.h " ]
shared=$(find "$prefix" -name libawl.so)
library_folder=$(dirname "$shared")
export LD_LIBRARY_PATH="$library_folder" PKG_CONFIG_PATH="$library_folder/pkgconfig"

nm -DC --defined-only "$shared" | cut -c 20- | sort >"$work/out"
expect "libawl.so shows nothing but its interface" [ -z "$(grep -v '^awl_call$\|^awl_free$\|^awl_version$\|^awl::Checker::' "$work/out")" ]
expect "and all of that" says awl_call awl_free awl_version "awl::Checker::Fix("
expect "its name has the version" [ -e "$shared.$version" ]

# block LANGUAGE: the first block of that language in the page.
block() { awk -v begin="\`\`\`$1" '$0 == begin { on = 1; next } on && /^```/ { exit } on' "$root/docs/library.md"; }
mkdir "$work/program"
cd "$work/program"
block cpp >program.cpp
block c >program.c
for target in awl::awl awl::static; do
  {
    echo 'cmake_minimum_required(VERSION 3.25)'
    echo 'project(program CXX)'
    echo 'add_executable(program program.cpp)'
    block cmake | sed "s/awl::awl/$target/"
  } >CMakeLists.txt
  run sh -c "cmake -S . -B build-$target -DCMAKE_PREFIX_PATH='$prefix' && cmake --build build-$target"
  expect "$target: find_package finds it" exits 0
  run "build-$target/program"
  expect "$target: the program of the page runs" says "#### Novels" "5:1: error heading-skip-level"
  expect "$target: and the text is fixed" [ "$(grep -c ' $' "$work/out")" = 0 ]
done
run sh -c 'cc -Wall -Werror -o c-program program.c $(pkg-config --cflags --libs awl)'
expect "pkg-config finds it for C" exits 0
run ./c-program
expect "the program in C runs" says '"files":{"readme.md":"# Awesome Things\n\n- text\n"}' '"status":'
expect "pkg-config knows the version" [ "$(pkg-config --modversion awl)" = "$version" ]
finish
