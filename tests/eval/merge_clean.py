#!/usr/bin/env python3
"""Holds `awl merge` to git where git merges alone: an addition on one side, and another edit on the other.

    AWL_ADDITIONS=FOLDER tests/eval/merge_clean.py path/to/awl [--every N]

FOLDER is that of additions.py. The result must be git's, byte for byte.
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    folder = os.environ.get("AWL_ADDITIONS")
    if not folder:
        print("SKIPPED: AWL_ADDITIONS names no folder of additions", file=sys.stderr)
        return 77
    with open(os.path.join(folder, "index.tsv"), newline="") as file:
        cases = list(csv.DictReader(file, delimiter="\t"))[::options.every]
    clean = different = 0
    with tempfile.TemporaryDirectory() as work:
        theirs, out = os.path.join(work, "theirs.md"), os.path.join(work, "out.md")
        for case in cases:
            base, ours = (os.path.join(folder, case[side]) for side in ("before", "after"))
            with open(base, "rb") as file:
                lines = file.read().split(b"\n")
            # Far away from the addition.
            at = 3 if int(case["line"]) > len(lines) // 2 else len(lines) - 4
            lines[at] += b" (changed)"
            with open(theirs, "wb") as file:
                file.write(b"\n".join(lines))
            git = subprocess.run(["git", "merge-file", "-p", "-q", ours, base, theirs], capture_output=True)
            if git.returncode != 0:
                continue
            clean += 1
            run = subprocess.run([options.awl, "merge", base, ours, theirs, "-o", out], capture_output=True)
            with open(out, "rb") as file:
                if run.returncode != 0 or file.read() != git.stdout:
                    different += 1
                    print("different", case["case"], run.returncode, run.stderr.decode().strip())
    print(f"clean for git: {clean}; different from git: {different}")
    return different > 0


if __name__ == "__main__":
    sys.exit(main())
