#!/usr/bin/env python3
"""Adds entries that maintainers added, and compares the line and its place with theirs.

    AWL_ADDITIONS=FOLDER tests/eval/additions.py path/to/awl [--list STATE] [--every N]

FOLDER holds index.tsv, with the columns case, before, after and line (of the new entry in `after`), and the files. The
name, URL, description, section, fields and trailing parts are those of the new entry as `awl entries` tells them; the
rest is awl's. Prints the table of docs/add.md. --list prints the cases in a state: line, place, sorted, refused, ok.
"""
import argparse
import collections
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def entry_at(awl, path, line):
    out = subprocess.run([awl, "entries", "--no-config", path], capture_output=True, check=True).stdout
    for record in out.decode("utf-8", "replace").splitlines():
        entry = json.loads(record)
        if entry["line"] == line:
            return entry
    return None


def read_lines(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read().split("\n")


def groups_above(lines, line):
    """The texts of list items without a link that the entry is nested in, outermost first: they are headings, too."""
    def indent(text):
        return len(text) - len(text.lstrip())
    names, width = [], indent(lines[line - 1])
    for text in reversed(lines[:line - 1]):
        if text.startswith("#"):
            break
        if text.strip() and indent(text) < width and text.lstrip()[:2] in ("- ", "* ", "+ "):
            width = indent(text)
            if "](" not in text:
                names.insert(0, re.sub(r"<[^>]*>|\*\*|^[-*+#\s]+", "", text).strip())
    return names


def is_sorted(lines, line):
    """True if the names around the line are in order in `lines`: those with the line's own indentation and marker."""
    own = lines[line - 1]
    prefix = own[:len(own) - len(own.lstrip())] + own.lstrip()[:1]
    names = []
    for step in (-1, 1):
        at, found = line - 1 + step, []
        while 0 <= at < len(lines) and (lines[at].startswith(prefix) or lines[at].startswith(prefix[:1] + prefix)):
            found.append(lines[at].lstrip(" -*+|[").lower().split("]")[0])
            at += step
        names = found[::-1] + names if step < 0 else names + found
    pairs = list(zip(names, names[1:]))
    return len(names) > 4 and sum(a <= b for a, b in pairs) >= 0.9 * len(pairs)


def breaks_custom(awl, before, line, entry):
    """True if the maintainers' own line is not as their list's others: white space at its end or twice in it, no full stop
    where nine of ten in the section have one, or another separator than three of four of them."""
    if line != line.rstrip() or re.search(r"\S  +\S", line):
        return True
    out = subprocess.run([awl, "entries", "--no-config", before], capture_output=True, check=True).stdout
    others = [json.loads(record) for record in out.decode("utf-8", "replace").splitlines()]
    others = [other for other in others if other["section"] == entry["section"] and other["description"]]
    if len(others) < 5 or not entry["description"]:
        return False
    stopped = sum(other["description"][-1] in ".!?" for other in others)
    if entry["description"][-1] not in ".!?" and stopped >= 0.9 * len(others):
        return True
    lines = read_lines(before)
    def separator(text, description):
        at = text.find(description[:20])
        return text[max(at - 3, 0):at].strip("])")
    same = separator(line, entry["description"])
    return sum(separator(lines[other["line"] - 1], other["description"]) == same for other in others) < 0.25 * len(others)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("--list")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    folder = os.environ.get("AWL_ADDITIONS")
    if not folder:
        print("SKIPPED: AWL_ADDITIONS names no folder of additions", file=sys.stderr)
        return 77
    with open(os.path.join(folder, "index.tsv"), newline="") as file:
        cases = list(csv.DictReader(file, delimiter="\t"))[::options.every]
    count = collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "list.md")
        for case in cases:
            before, after = (os.path.join(folder, case[side]) for side in ("before", "after"))
            number = int(case["line"])
            shutil.copyfile(after, path)
            entry = entry_at(options.awl, path, number)
            want = read_lines(after)
            count["cases"] += 1
            if entry is None or not entry["url"]:
                count["not an entry"] += 1
                if options.list == "noentry":
                    print(case["case"], want[number - 1][:150])
                continue
            shutil.copyfile(before, path)
            section = " > ".join(entry["section"] + groups_above(want, number))
            command = [options.awl, "add", entry["url"], path, "--name", entry["name"], "--description", entry["description"],
                       "--section", section, "--no-config", "-q"]
            for part in entry["trailing"]:
                command += ["--trailing", part]
            for label, value in entry["fields"].items():
                command += ["--field", f"{label}={value}"]
            run = subprocess.run(command, capture_output=True)
            anchors = re.findall(r"--section '(#[^']+)'", run.stderr.decode("utf-8", "replace"))
            if b"give the anchor of one" in run.stderr:
                # The maintainers' own: the last heading of that name above the new line.
                name = entry["section"][-1]
                same = [text for text in want[:number] if text.startswith("#") and text.strip("# ") == name]
                command[command.index("--section") + 1] = anchors[max(len(same), 1) - 1]
                run = subprocess.run(command, capture_output=True)
            if b"listed already" in run.stderr or breaks_custom(options.awl, before, want[number - 1], entry):
                count["against custom"] += 1
                if options.list == "custom":
                    print(case["case"], want[number - 1][:200])
                continue
            in_sorted = is_sorted(want, number)
            count["sorted"] += in_sorted
            if run.returncode != 0:
                count["refused"] += 1
                if options.list == "refused":
                    print(case["case"], run.stderr.decode("utf-8", "replace").strip()[:300])
                continue
            got = read_lines(path)
            line_right = want[number - 1] in got and got.count(want[number - 1]) == want.count(want[number - 1])
            at = next((i for i, (a, b) in enumerate(zip(got, read_lines(before) + [None])) if a != b), -1)
            place_right = at == number - 1 or (0 <= at and got[:number - 1] + got[number:] == want[:number - 1] + want[number:])
            count["line"] += line_right
            count["place"] += place_right
            count["place, sorted"] += place_right and in_sorted
            count["both"] += got == want
            if (options.list == "line" and not line_right) or (options.list == "place" and not place_right) or (
                    options.list == "sorted" and in_sorted and not place_right):
                print(case["case"], f"want {number}, got {at + 1}")
                print("  want", want[number - 1][:200])
                print("  got ", got[at][:200] if at >= 0 else None)
    total = count["cases"] - count["against custom"]

    def share(number, of):
        return f"{number} of {of} ({100 * number / max(of, 1):.0f} %)"

    print("| | |\n| --- | --- |")
    print(f"| the line, byte for byte | {share(count['line'], total)} |")
    print(f"| its place | {share(count['place'], total)} |")
    print(f"| its place, in lists that are sorted | {share(count['place, sorted'], count['sorted'])} |")
    print(f"| the whole file | {share(count['both'], total)} |")
    print(f"{count['cases']} additions, of which {count['against custom']} break the custom of their own list and are left out")
    print(f"no entry to awl: {count['not an entry']}; refused: {count['refused']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
