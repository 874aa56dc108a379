#!/usr/bin/env python3
"""state_test.py AWL: a state that cannot be written, or not be read, is left as it is, and `awl links` says why before it asks
anybody. On file systems of its own: a full one, and one that is read-only."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

from alone import Tally, enter_alone

tally = Tally()
expect = tally.expect


def state_of(records, version=1):
    """As `awl links` writes it; 150 bytes and more a record."""
    now = int(time.time())
    lines = [{"awl-links": version}]
    lines += [{"url": f"host-{i:06}.example/{'x' * 40}", "verdict": "alive", "evidence": "ok", "reason": "200",
               "since": now, "checked": now, "alive": now, "seen": now} for i in range(records)]
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()


@contextlib.contextmanager
def disk_of(size, state):
    """A folder on a file system of so many bytes, with this state."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        with open(f"{folder}/state.jsonl", "wb") as file:
            file.write(state)
        yield folder
        subprocess.run(["umount", folder], check=True)


def run_links(awl, folder, before=None):
    """Over a list without links: nobody is asked, but the state is written."""
    with tempfile.TemporaryDirectory() as here:
        with open(f"{here}/readme.md", "w", encoding="utf-8") as file:
            file.write("# Awesome Things\n")
        return subprocess.run([awl, "links", "--state", f"{folder}/state.jsonl", "readme.md"], cwd=here, capture_output=True,
                              text=True, preexec_fn=before, timeout=60)


def expect_left_alone(what, folder, state, said, words):
    expect(f"{what}: exit status", said.returncode, 2)
    expect(f"{what}: the message", [word for word in ("state.jsonl", *words) if word not in said.stderr], [])
    with open(f"{folder}/state.jsonl", "rb") as file:
        expect(f"{what}: the state is as it was", file.read() == state, True)
    expect(f"{what}: nothing is left behind", os.listdir(folder), ["state.jsonl"])


def check(awl):
    state = state_of(600)
    with disk_of("1m", state) as folder:
        said = run_links(awl, folder)
        expect("with room for two, the state is written", said.returncode, 0)
    with disk_of("160k", state) as folder:
        expect_left_alone("a full disk", folder, state, run_links(awl, folder), ["No space left"])
    with disk_of("1m", state) as folder:
        limit = len(state) // 2
        said = run_links(awl, folder, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        expect_left_alone("a limit to the size of files", folder, state, said, ["File too large"])
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        expect_left_alone("a read-only disk", folder, state, run_links(awl, folder), ["ead-only"])
    for what, other, words in (("a newer version", state_of(3, version=2), ["a newer awl"]),
                               ("another file", b"# Notes\n", ["is not a state"]),
                               ("half a state", state[:-10], ["is not a record"])):
        with disk_of("1m", other) as folder:
            expect_left_alone(what, folder, other, run_links(awl, folder), words)


if __name__ == "__main__":
    enter_alone()
    check(os.path.abspath(sys.argv[1]))
    sys.exit(tally.report())
