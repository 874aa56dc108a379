#!/usr/bin/env python3
"""Random edits of lists: what `awl diff` says, applied to the old entries, gives the new ones.

    tests/eval/diff_property.py path/to/awl [--seeds N] [--every N] [FILE|FOLDER...]

Without files: the lists of $AWL_CORPUS, or else of fixtures/lists. Entries are as `awl entries` prints them, without line
numbers. An edit moves, takes away, doubles, swaps or rewrites a line or some lines of the list, whatever they are. Exit
status 1 if a list's entries are not those that the diff says.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

KEYS = ("form", "name", "url", "canonical_url", "description", "description_text", "trailing", "fields")


def key(record, section=None):
    return json.dumps([section or record["section"]] + [record[name] for name in KEYS], sort_keys=True)


def entries(awl, path):
    out = subprocess.run([awl, "entries", "--no-config", path], capture_output=True, check=True).stdout
    return collections.Counter(key(json.loads(line)) for line in out.splitlines())


def applied(old, diff):
    """The old entries with what the diff says: those of a renamed section move with it."""
    entries = collections.Counter(old)
    for record in diff["removed"]:
        entries[key(record)] -= 1
    for change in diff["changed"]:
        entries[key(change["before"])] -= 1
    if min(entries.values(), default=0) < 0:
        return None
    renamed = {tuple(pair["from"]): pair["to"] for pair in diff["renamed_sections"]}
    result = collections.Counter()
    for entry, count in entries.items():
        section, *rest = json.loads(entry)
        result[json.dumps([renamed.get(tuple(section), section)] + rest, sort_keys=True)] += count
    for record in diff["added"] + [change["after"] for change in diff["changed"]]:
        result[key(record)] += 1
    return +result


def edited(lines, rng):
    lines = list(lines)
    full = [i for i, line in enumerate(lines) if line.strip()]
    at = rng.choice(full)
    end = min(at + rng.choice((1, 1, 1, 2, 8)), len(lines))
    kind = rng.randrange(8)
    if kind == 0:
        del lines[at:end]
    elif kind == 1:
        block = lines[at:end]
        del lines[at:end]
        to = rng.randrange(len(lines) + 1)
        lines[to:to] = block
    elif kind == 2:
        lines[at:at] = lines[at:end]
    elif kind == 3:
        other = rng.choice(full)
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 4:
        lines[at] = re.sub(r"https?://", "https://new.", lines[at], count=1)
    elif kind == 5:
        words = lines[at].split(" ")
        words[rng.randrange(len(words))] = rng.choice(("Sift", "of", "lines.", "", "`x`", "[y](https://y.example)"))
        lines[at] = " ".join(words)
    elif kind == 6:
        headings = [i for i in full if lines[i].startswith("#")]
        if headings:
            lines[rng.choice(headings)] += " and more"
    else:
        lines.insert(at, f"- [New {rng.randrange(9)}](https://new{rng.randrange(99)}.example) - Is new.")
    return lines


def lists_of(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".md"))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("paths", nargs="*")
    options = parser.parse_intermixed_args()
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = options.paths or [os.environ.get("AWL_CORPUS") or os.path.join(root, "fixtures", "lists")]
    tried, wrong = 0, 0
    with tempfile.TemporaryDirectory() as work:
        old, new = os.path.join(work, "old.md"), os.path.join(work, "new.md")
        for path in list(lists_of(paths))[::options.every]:
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                before = file.read().split("\n")
            if not any(line.strip() for line in before):
                continue
            with open(old, "w", encoding="utf-8", newline="") as file:
                file.write("\n".join(before))
            had = entries(options.awl, old)
            for seed in range(options.seeds):
                rng = random.Random(f"{os.path.basename(path)} {seed}")
                after = before
                for _ in range(rng.choice((1, 2, 5, 20))):
                    after = edited(after, rng)
                    if not any(line.strip() for line in after):
                        break
                with open(new, "w", encoding="utf-8", newline="") as file:
                    file.write("\n".join(after))
                run = subprocess.run([options.awl, "diff", "--format", "json", old, new], capture_output=True, check=True)
                now = applied(had, json.loads(run.stdout))
                have = entries(options.awl, new)
                tried += 1
                if now != have:
                    wrong += 1
                    print(f"{path}, seed {seed}: the diff gives other entries")
                    for entry in list(((now or had) - have) + (have - (now or had)))[:4]:
                        print("   ", entry[:200])
    print(f"{tried - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
