#!/usr/bin/env python3
"""Types into lists through `awl lsp` and measures how long the findings take to come back, through the pipe.

  tests/bench/lsp_latency.py AWL FILE [--edits N]

Prints median and 99th percentile of single keystrokes, each sent when the answer to the one before has come; the time from
the last of ten quick keystrokes to the findings in the last version; the time of a fix-all; and the memory before and after.
"""
import argparse
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import time


class Client:
    def __init__(self, awl, folder):
        self.process = subprocess.Popen([awl, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.last_id = 0
        capabilities = {"general": {"positionEncodings": ["utf-32"]},
                        "workspace": {"workspaceEdit": {"documentChanges": True}},
                        "textDocument": {"codeAction": {
                            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True,
                            "resolveSupport": {"properties": ["edit"]}}}}
        self.ask("initialize", {"capabilities": capabilities, "rootUri": "file://" + folder})
        self.tell("initialized", {})

    def send(self, message):
        message["jsonrpc"] = "2.0"
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        return json.loads(self.receive_body())

    def receive_body(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return self.process.stdout.read(length)

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last_id and "method" not in message:
                return message.get("result")

    def await_findings(self, version):
        """The message with the findings in that version; not parsed, since thousands of findings take this script longer
        than the server."""
        is_it = re.compile(rb'"version":\s*%d\b' % version)
        while True:
            body = self.receive_body()
            if b'"textDocument/publishDiagnostics"' in body and (is_it.search(body[-200:]) or is_it.search(body)):
                return body

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def count(body):
    return len(json.loads(body)["params"]["diagnostics"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("awl")
    parser.add_argument("file")
    parser.add_argument("--edits", type=int, default=500)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    lines = text.split("\n")
    folder = tempfile.mkdtemp()
    os.mkdir(folder + "/.git")
    client = Client(os.path.abspath(options.awl), folder)
    document = {"uri": f"file://{folder}/readme.md", "version": 1}
    client.tell("textDocument/didOpen", {"textDocument": {**document, "languageId": "markdown", "text": text}})
    print(f"{options.file}: {len(text.encode()) / 1000:.0f} KB, {count(client.await_findings(1))} findings")
    dice = random.Random(1)

    def change():
        document["version"] += 1
        row = dice.randrange(len(lines))
        line = lines[row].rstrip("\r")
        column = dice.randrange(len(line) + 1)
        if dice.random() < 0.3 and column < len(line):
            end, typed = column + 1, ""
        else:
            end, typed = column, dice.choice("abc de.é語-")
        lines[row] = lines[row][:column] + typed + lines[row][end:]
        span = {"start": {"line": row, "character": column}, "end": {"line": row, "character": end}}
        client.tell("textDocument/didChange",
                    {"textDocument": document, "contentChanges": [{"range": span, "text": typed}]})

    before = client.memory()
    cpu = client.cpu()
    times = []
    for _ in range(options.edits):
        begin = time.perf_counter()
        change()
        body = client.await_findings(document["version"])
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    print(f"  keystroke: median {statistics.median(times):.1f} ms, 99th percentile {times[int(len(times) * 0.99)]:.1f} ms, "
          f"longest {times[-1]:.1f} ms ({options.edits} edits), CPU {(client.cpu() - cpu) / options.edits:.1f} ms; "
          f"{count(body)} findings at last")
    quick = []
    for _ in range(10):
        for _ in range(10):
            change()
        begin = time.perf_counter()
        client.await_findings(document["version"])
        quick.append((time.perf_counter() - begin) * 1000)
    print(f"  ten quick keystrokes: {statistics.median(quick):.1f} ms after the last")
    place = {"line": 0, "character": 0}
    begin = time.perf_counter()
    actions = client.ask("textDocument/codeAction", {"textDocument": document, "range": {"start": place, "end": place},
                                                     "context": {"diagnostics": [], "only": ["source.fixAll"]}})
    if actions:
        edits = client.ask("codeAction/resolve", actions[0])["edit"]["documentChanges"][0]["edits"]
        print(f"  fix all: {(time.perf_counter() - begin) * 1000:.0f} ms, {len(edits)} edits")
    print(f"  memory: {before:.0f} MB at first, {client.memory():.0f} MB at last")
    client.ask("shutdown", None)
    client.tell("exit", None)
    assert client.process.wait() == 0


if __name__ == "__main__":
    main()
