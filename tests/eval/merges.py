#!/usr/bin/env python3
"""Replays merges that git left conflicts in, and compares with what the maintainers made of them.

    AWL_MERGES=FOLDER tests/eval/merges.py path/to/awl [--list STATE] [--every N]

FOLDER holds index.tsv, with the columns case, base, ours, theirs and merged, and the files that these name. Prints the
table of docs/merge.md. --list prints the cases in a state: markers, other, set, text, git.
"""
import argparse
import collections
import csv
import os
import re
import subprocess
import sys
import tempfile


def read(path):
    with open(path, "rb") as file:
        return file.read()


def line_set(text):
    """The lines as a set with counts, white space aside."""
    lines = (re.sub(rb"\s+", b"", line) for line in text.splitlines())
    return collections.Counter(line for line in lines if line)


def has_markers(text):
    return re.search(rb"^<<<<<<< ", text, re.M) is not None


def urls(awl, path):
    out = subprocess.run([awl, "entries", "--format", "tsv", "--columns", "canonical_url", path], capture_output=True,
                         check=True).stdout.decode("utf-8", "replace").splitlines()[1:]
    return collections.Counter(line for line in out if line)


def promise(awl, files, result):
    """(lost, doubled): URLs that the merge should have kept, and those it has too often."""
    base, ours, theirs, merged = (urls(awl, path) for path in (*files, result))
    lost, doubled = [], []
    for url in set(base) | set(ours) | set(theirs):
        b, o, t, m = base[url], ours[url], theirs[url], merged[url]
        if o >= b and t >= b:
            fewest = max(o, t)
        elif o <= b and t <= b:
            fewest = min(o, t)
        else:
            fewest = max(o + t - b, 0)
        if m < fewest:
            lost.append(url)
        if m > max(o, t):
            doubled.append(url)
    return lost, doubled


def lines(text):
    """The lines in order, white space aside."""
    return [line for line in (re.sub(rb"\s+", b"", line) for line in text.splitlines()) if line]


def judge(result, merged):
    if result == merged:
        return "bytes"
    if lines(result) == lines(merged):
        return "text"
    if line_set(result) == line_set(merged):
        return "set"
    return "markers" if has_markers(result) else "other"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("--list")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--promise", action="store_true", help="count entries, too")
    options = parser.parse_args()
    folder = os.environ.get("AWL_MERGES")
    if not folder:
        print("SKIPPED: AWL_MERGES names no folder of merges", file=sys.stderr)
        return 77
    with open(os.path.join(folder, "index.tsv"), newline="") as file:
        cases = list(csv.DictReader(file, delimiter="\t"))[::options.every]
    totals = {name: collections.Counter() for name in ("awl", "union")}
    with tempfile.TemporaryDirectory() as work:
        out = os.path.join(work, "merged.md")
        for case in cases:
            files = [os.path.join(folder, case[side]) for side in ("base", "ours", "theirs")]
            want = read(os.path.join(folder, case["merged"]))
            run = subprocess.run([options.awl, "merge", *files, "-o", out, "-L", "ours", "-L", "base", "-L", "theirs"],
                                 capture_output=True)
            assert run.returncode in (0, 1), (case["case"], run)
            state = judge(read(out), want)
            assert has_markers(read(out)) == (run.returncode == 1), case["case"]
            totals["awl"][state] += 1
            if b"as git merges text" in run.stderr:
                totals["awl"]["by git"] += 1
            if options.promise and run.returncode == 0:
                lost, doubled = promise(options.awl, files, out)
                totals["awl"]["lost"] += len(lost)
                totals["awl"]["doubled"] += len(doubled)
                if lost or doubled:
                    print("BROKEN", case["case"], lost, doubled)
            if options.list == state or (options.list == "git" and b"as git" in run.stderr):
                print(case["case"], run.stderr.decode().strip())
            union = subprocess.run(["git", "merge-file", "-p", "-q", "--union", files[1], files[0], files[2]],
                                   capture_output=True).stdout
            totals["union"][judge(union, want)] += 1
    count = len(cases)

    def percent(number):
        return f"{number} ({100 * number / count:.0f} %)"

    print(f"| of {count} conflicts | awl merge | git's union |\n| --- | --- | --- |")
    for title, states in (("no markers left", ("bytes", "text", "set", "other")), ("the maintainers' lines", ("bytes", "text", "set")),
                          ("in their order", ("bytes", "text")), ("byte for byte", ("bytes",))):
        cells = [percent(sum(totals[name][state] for state in states)) for name in ("awl", "union")]
        print(f"| {title} | {cells[0]} | {cells[1]} |")
    print(f"merged by git: {totals['awl']['by git']}; entries lost: {totals['awl']['lost']}, doubled: {totals['awl']['doubled']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
