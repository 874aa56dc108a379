#!/usr/bin/env python3
"""Renders every page of the documentation with cmark-gfm and fails where a code block swallows what follows it.

tests/tools/docs_render.py [ROOT]: a fence that is not closed goes on to the end of the next block, or of the page, and
the sections between are shown as code. So inside a block there may be no line that opens another one, inside YAML and the
like no heading, and a block ends with its own fence.
"""
import os
import re
import subprocess
import sys

FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*(\S*)")


def blocks(page):
    """(first line, last line), 1-based, of the code blocks as cmark-gfm sees them."""
    html = subprocess.run(["cmark-gfm", "--unsafe", "--sourcepos", "-e", "table", page], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout
    return [(int(a), int(b)) for a, b in re.findall(r'<pre data-sourcepos="(\d+):\d+-(\d+):\d+"', html)]


def faults(page):
    with open(page, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for first, last in blocks(page):
        opening = FENCE.match(lines[first - 1])
        if not opening:  # indented code
            continue
        fence, language = opening.groups()
        closing = FENCE.match(lines[last - 1])
        if last == first or not closing or closing.group(2) or not closing.group(1).startswith(fence):
            yield first, "the fence is not closed"
        for number in range(first + 1, last):
            inner = FENCE.match(lines[number - 1])
            if inner and inner.group(2) and inner.group(1).startswith(fence):
                yield first, f"the block goes on to line {number}, where another one is opened"
            if language in ("yaml", "json", "html") and re.match(r"##+ \S", lines[number - 1]):
                yield first, f"the block goes on to line {number}, which is a heading"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    pages = [os.path.join(root, name) for name in os.listdir(root) if name.endswith(".md")]
    for folder, _, names in os.walk(os.path.join(root, "docs")):
        pages += [os.path.join(folder, name) for name in names if name.endswith(".md")]
    if len(pages) < 10:
        sys.exit(f"{root}: no documentation here")
    found = [f"{page}:{line}: {what}" for page in sorted(pages) for line, what in faults(page)]
    print("\n".join(found) or f"{len(pages)} pages")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
