#!/bin/sh
# Input that is too large: three sides of 50 MB are merged by git, and a record of 300 MB does not end a stream.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
awl=${AWL:-$root/build/release/awl}
cd "$work"

python3 - <<'END'
half = "".join(f"- [Name {i}](https://host{i}.example/p) - Does it.\n" for i in range(450_000))
for name, new in ("base", ""), ("ours", "- [O](https://o.example)\n"), ("theirs", "- [T](https://t.example)\n"):
    with open(name + ".md", "w") as file:
        file.write("# Big\n\n" + half + new + half)
END
run timeout 300 "$awl" merge base.md ours.md theirs.md -o merged.md
expect "a conflict of 50 MB is left as git leaves it" exits 1
expect "awl says why" says "ours.md: merged as git merges text, since a side is larger than 16 MB"
git merge-file -p -q ours.md base.md theirs.md >git.md || true
expect "and the text is git's" cmp git.md merged.md
run timeout 300 "$awl" merge base.md base.md theirs.md -o merged.md
expect "what git merges alone is clean" exits 0
expect "and complete" cmp theirs.md merged.md

python3 - >records.jsonl <<'END'
import sys
small = '{"path": "%s.md", "text": "# A\\n\\n- [B](https://b.example)\\n- [C](https://c.example)\\n"}\n'
sys.stdout.write(small % "first")
sys.stdout.write('{"path": "large.md", "text": "' + "- [B](https://b.example) - C.\\\\n" * 10_000_000 + '"}\n')
sys.stdout.write(small % "last")
END
run sh -c '"$1" entries --stdin-jsonl --columns name <records.jsonl' sh "$awl"
expect "a record of 300 MB is an error in the end" exits 2
expect "what comes before it is read" says '{"path":"first.md","entries":[{"name":"B"},{"name":"C"}]}'
expect "it is named as too large" says '256 MB'
expect "what comes after it is read" says '{"path":"last.md","entries":[{"name":"B"},{"name":"C"}]}'
expect "each record has its line" [ "$(wc -l <out)" = 3 ]
finish
