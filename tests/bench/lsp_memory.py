#!/usr/bin/env python3
"""Measures how much memory `awl lsp` holds: over many edits of one list, and with many lists open at once.

  tests/bench/lsp_memory.py AWL FILE [--edits N] [--lists N]

Prints the resident memory after each tenth of the edits, every one of which is checked, and then with N copies of the list
open, the text of each a little other.
"""
import argparse
import os
import random
import tempfile

from lsp_latency import Client


def change(client, uri, version, row, column, removed, typed):
    span = {"start": {"line": row, "character": column}, "end": {"line": row, "character": column + removed}}
    client.tell("textDocument/didChange",
                {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": span, "text": typed}]})
    client.await_findings(version)


def edit(client, folder, text, edits):
    """Types something and takes it back, so that the list stays as long as it is."""
    uri = f"file://{folder}/readme.md"
    client.tell("textDocument/didOpen",
                {"textDocument": {"uri": uri, "version": 1, "languageId": "markdown", "text": text}})
    client.await_findings(1)
    lines = text.split("\n")
    dice = random.Random(1)
    print(f"{len(text.encode()) / 1000:.0f} KB, {edits} edits: {client.memory():.0f}", end="", flush=True)
    for i in range(edits // 2):
        row = dice.randrange(len(lines))
        column = dice.randrange(len(lines[row].rstrip("\r")) + 1)
        typed = dice.choice(["abc", "x ", "é", "](", "# ", "- [a](https://a.example/%d) - A." % i])
        change(client, uri, 2 * i + 2, row, column, 0, typed)
        change(client, uri, 2 * i + 3, row, column, len(typed), "")
        if (i + 1) % (edits // 20) == 0:
            print(f", {client.memory():.0f}", end="", flush=True)
    print(" MB")
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def open_many(client, folder, text, lists):
    for i in range(lists):
        uri = f"file://{folder}/list-{i}.md"
        client.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "version": 1, "languageId": "markdown",
                                                              "text": f"{text}\n<!-- {i} -->\n"}})
        client.await_findings(1)
    print(f"{lists} lists open, {lists * len(text.encode()) / 1e6:.0f} MB of text: {client.memory():.0f} MB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("file")
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--lists", type=int, default=1000)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    folder = tempfile.mkdtemp()
    os.mkdir(folder + "/.git")
    client = Client(os.path.abspath(options.awl), folder)
    if options.edits >= 20:
        edit(client, folder, text, options.edits)
    open_many(client, folder, text, options.lists)
    client.ask("shutdown", None)
    client.tell("exit", None)
    assert client.process.wait() == 0


main()
