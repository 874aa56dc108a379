#!/usr/bin/env python3
"""links_test.py AWL AWL_FARM: `awl links` from end to end, over a small web on loopback: what is dead, moved or alive is
said to be so after two runs, and nothing else."""

import json
import os
import subprocess
import sys
import tempfile

from alone import Tally, enter_alone, wait_for_port

PORT = 8080
# What tests/web/farm.cpp does at these paths, and what awl says of it in the second run: the verdict and the rule.
ROWS = [
    ("ok", "alive", ""),
    ("missing", "dead", "link-dead"),
    ("gone", "dead", "link-dead"),
    ("lost", "dead", "link-dead"),
    ("flaky", "alive", ""),
    ("shut", "uncertain", ""),
    ("challenge", "uncertain", ""),
    ("error", "uncertain", ""),
    ("reset", "uncertain", ""),
    ("moved", "alive", "link-redirect-permanent"),
    ("elsewhere", "alive", ""),
    ("endless", "alive", ""),
]

tally = Tally()
expect = tally.expect


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def run_links(awl, *more):
    return subprocess.run(
        [awl, "links", "--state", "state.jsonl", "--facts", "facts.jsonl", "--format", "json", "--connect-to",
         f"::127.0.0.1:{PORT}", "--second-attempt-after", "50ms", "--interval", "50ms", *more, "readme.md"],
        capture_output=True, text=True, timeout=120)


def url_of(behaviour):
    return f"http://{behaviour}.example/{behaviour}/1"


def findings_of(text):
    """(rule, line) of each finding."""
    return {(finding["rule"], finding["start"]["line"]) for finding in json.loads(text or "[]")}


def verdicts_of():
    with open("facts.jsonl", encoding="utf-8") as facts:
        return {fact["link"]: fact.get("verdict") for fact in map(json.loads, facts)}


def check(awl):
    write(".awl.yaml", "links:\n  confirm: {runs: 2, days: 0}\n")
    lines = ["# Awesome Things", "", "## Links", ""]
    lines += [f"- [Thing {i}]({url_of(name)}) - What it does." for i, (name, _, _) in enumerate(ROWS)]
    write("readme.md", "\n".join(lines) + "\n")
    first = run_links(awl)
    expect("the first run calls nothing dead", [v for v in verdicts_of().values() if v == "dead"], [])
    expect("nor an error", first.returncode in (0, 1) and "link-dead" not in first.stdout, True)
    # What was alive would not be asked again for six days.
    second = run_links(awl, "--recheck")
    verdicts = verdicts_of()
    for name, verdict, _ in ROWS:
        expect(f"the verdict of {name}", verdicts.get(url_of(name)), verdict)
    found = second.stdout
    for index, (name, _, rule) in enumerate(ROWS):
        for each in ("link-dead", "link-redirect-permanent"):
            at = any(line == index + 5 for kind, line in findings_of(found) if kind == each)
            expect(f"{each} of {name}", at, each == rule)
    expect("what is dead fails the run", second.returncode, 1)
    # From then on `awl check` knows it, without the network.
    write(".awl.yaml", "links:\n  state: state.jsonl\n  confirm: {runs: 2, days: 0}\n")
    offline = subprocess.run([awl, "check", "--select", "link-dead", "--format", "json", "readme.md"], capture_output=True,
                             text=True)
    expect("awl check reads the state", len(findings_of(offline.stdout)), 3)


def main():
    awl, farm = (os.path.abspath(path) for path in sys.argv[1:3])
    server = subprocess.Popen([farm, str(PORT)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    wait_for_port(PORT)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        check(awl)
        os.chdir("/")
    server.stdin.close()
    server.wait()
    return tally.report()


if __name__ == "__main__":
    enter_alone()
    sys.exit(main())
