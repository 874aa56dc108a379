#!/usr/bin/env python3
"""Measures awl, its peers and bare md4c over the same files: started by tools/bench, which builds and installs them.

CPU is user plus system time of the process and its children; memory is the largest resident set. The programs
of one table run in turn, round after round, so that what else the machine does meets all of them; each number is the median.
"""
import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
AWL = BUILD / "awl"
BARE = BUILD / "md4c_bare"
HAND = "<!-- What follows is written by hand. -->"
BIN = ROOT / "tests" / "bench" / "node_modules" / ".bin"


def rumdl_binary():
    """The native program itself, without the launcher that npm starts it with."""
    found = sorted((ROOT / "tests/bench/node_modules/@rumdl").glob("*/rumdl"))
    return found[0] if found else BIN / "rumdl"


def run(command, cwd):
    """(wall, cpu, peak memory, exit status) of one run, in seconds and bytes; its output is thrown away."""
    taken = subprocess.run([BUILD / "measure", cwd or ROOT, *command], stdin=subprocess.DEVNULL, capture_output=True,
                           text=True, check=True, env={**os.environ, "NO_COLOR": "1"})
    wall, cpu, memory, status = map(int, taken.stdout.split())
    return wall / 1e6, cpu / 1e6, memory * 1024, status


def median(values):
    return statistics.median(values)


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def measure(title, programs, rounds, out, base="bare md4c"):
    """programs: (name, command, folder, rounds at most). Prints a Markdown table, with ratios to the base."""
    samples = {name: [] for name, *_ in programs}
    for turn in range(rounds):
        for name, command, cwd, most in programs:
            if turn >= most:
                continue
            sample = run(command, cwd)
            if sample[3] not in (0, 1):
                raise SystemExit(f"bench: {name} exits with {sample[3]}: {' '.join(map(str, command[:6]))} ...")
            samples[name].append(sample)
    table = {name: [median([s[i] for s in taken]) for i in range(3)] for name, taken in samples.items()}
    against = base if base in table else programs[0][0]
    out(f"\n### {title}\n")
    out(f"| | wall ms | CPU ms | CPU, times {against} | peak MiB |\n| --- | ---: | ---: | ---: | ---: |")
    for name, (wall, cpu, memory) in table.items():
        ratio = cpu / table[against][1] if table[against][1] else 0
        out(f"| {name} | {number(wall * 1e3)} | {number(cpu * 1e3)} | {number(ratio)} | {number(memory / 2**20)} |")
    return table


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="runs of each native program (default 9)")
    parser.add_argument("--no-peers", action="store_true", help="awl and bare md4c only")
    parser.add_argument("--check", action="store_true", help="only the ratio to md4c; exit 1 above 6")
    parser.add_argument("--micro", action="store_true", help="what each part costs on the largest list")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    lines = []

    def out(text):
        lines.append(text)
        print(text, flush=True)

    work = pathlib.Path(tempfile.mkdtemp(prefix="awl-bench-"))
    try:
        return bench(arguments, work, out, lines)
    finally:
        shutil.rmtree(work)


def bench(arguments, work, out, lines):
    make = [sys.executable, ROOT / "tests/bench/make_lists.py"]
    corpus = os.environ.get("AWL_CORPUS")
    if corpus and pathlib.Path(corpus).is_dir():
        sources = sorted(pathlib.Path(corpus).rglob("*.md"))
    else:
        subprocess.run([*make, work / "made"], check=True)
        sources = sorted((work / "made").glob("*.md"))
    # A folder of copies: no repository around it, nobody's config in it, and --fix may write.
    lists = work / "lists"
    lists.mkdir()
    files = []
    for index, source in enumerate(sources):
        files.append(lists / f"{index:03}.md")
        files[-1].write_bytes(source.read_bytes())
    total = sum(f.stat().st_size for f in files)
    largest = max(files, key=lambda f: f.stat().st_size)
    rounds = arguments.rounds
    if arguments.micro:
        return subprocess.run([BUILD / "awl_bench", "--benchmark_min_time=0.1"],
                              env={**os.environ, "AWL_BENCH_LIST": str(largest)}).returncode
    rumdl = rumdl_binary()
    markdownlint = BIN / "markdownlint-cli2"
    peers = not arguments.no_peers and not arguments.check

    version = subprocess.run([AWL, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    out(f"{len(files)} lists, {total / 1e6:.1f} MB{'' if corpus else ', made by tests/bench/make_lists.py'}; the largest "
        f"{largest.stat().st_size / 1e3:.0f} KB. {version.splitlines()[0]}; {cpu_model()}, {os.cpu_count()} cores.")

    programs = [("bare md4c", [BARE, *files], None, rounds),
                ("awl check --jobs 1", [AWL, "check", "--jobs", "1", "--no-config", *files], None, rounds)]
    if arguments.check:
        table = measure("All lists, one process", programs, rounds, out)
        return 0 if table["awl check --jobs 1"][1] <= 6 * table["bare md4c"][1] else 1
    programs += [("awl check", [AWL, "check", "--no-config", *files], None, rounds),
                 ("awl check --fix --diff", [AWL, "check", "--fix", "--diff", "--jobs", "1", "--no-config", *files],
                  None, rounds)]
    if peers:
        programs += [("rumdl check", [rumdl, "check", "--no-cache", "--isolated", lists], lists, rounds),
                     ("markdownlint-cli2", [markdownlint, "*.md"], lists, 1)]
    measure("Check: all lists", programs, rounds, out)

    programs = [("bare md4c", [BARE, *files], None, rounds),
                ("awl format --check", [AWL, "format", "--check", "--jobs", "1", "--no-config", *files], None, rounds)]
    if peers:
        programs += [("rumdl fmt --check", [rumdl, "fmt", "--check", "--no-cache", "--isolated", lists], lists, 3)]
    measure("Format: all lists", programs, rounds, out)

    # awesome-lint reads the readme of a repository with a remote, and nothing else.
    one = work / "one"
    one.mkdir()
    (one / "readme.md").write_bytes(largest.read_bytes())
    for command in (["init", "-q"], ["remote", "add", "origin", "https://github.com/example/awesome-example.git"],
                    ["add", "-A"], ["-c", "user.name=b", "-c", "user.email=b@localhost", "commit", "-qm", "b"]):
        subprocess.run(["git", "-C", one, *command], check=True)
    programs = [("bare md4c", [BARE, largest], None, rounds),
                ("awl check", [AWL, "check", "--no-config", largest], None, rounds)]
    if peers:
        programs += [("rumdl check", [rumdl, "check", "--no-cache", "--isolated", largest], lists, rounds),
                     ("markdownlint-cli2", [markdownlint, largest.name], lists, 3),
                     ("awesome-lint", [BIN / "awesome-lint", "readme.md"], one, 1)]
    measure("Check: the largest list", programs, rounds, out)

    many = work / "many"
    many.mkdir()
    paths = []
    for copy in range(2000 // len(files) + 1):
        for file in files:
            paths.append(many / f"{copy:03}{file.name}")
            # Up to a line's end: half a character would not be UTF-8.
            paths[-1].write_bytes(file.read_bytes()[:4096].rpartition(b"\n")[0] + b"\n")
    programs = [("bare md4c", [BARE, *paths], None, rounds), ("awl check", [AWL, "check", "--no-config", many], None, rounds)]
    if peers:
        programs += [("rumdl check", [rumdl, "check", "--no-cache", "--isolated", many], many, rounds)]
    measure(f"Check: {len(paths)} files of 4 KB", programs, rounds, out)

    clean = work / "clean"
    shutil.copytree(lists, clean)
    for _ in range(2):
        run([AWL, "check", "--fix", "--unsafe-fixes", "--no-config", clean], None)
    cleaned = sorted(clean.glob("*.md"))
    measure("Check: the same lists after --fix --unsafe-fixes",
            [("bare md4c", [BARE, *cleaned], None, rounds),
             ("awl check --jobs 1", [AWL, "check", "--jobs", "1", "--no-config", *cleaned], None, rounds)], rounds, out)

    programs = [("awl --version", [AWL, "--version"], None, 4 * rounds)]
    if peers:
        programs += [("rumdl --version", [rumdl, "--version"], None, 4 * rounds),
                     ("rumdl --version, by npm's launcher", [BIN / "rumdl", "--version"], None, 5)]
    measure("Start-up", programs, 4 * rounds, out, base="awl --version")

    subprocess.run([*make, work / "grown", str(10**7)], check=True)
    whole = work / "grown" / f"{10**7}.md"
    text = whole.read_bytes()
    parts = []
    while text:
        # Up to a section's begin.
        end = text.find(b"\n## ", 400_000) + 1 or len(text)
        parts.append(work / "grown" / f"part{len(parts):02}.md")
        parts[-1].write_bytes(text[:end])
        text = text[end:]
    each = f"{len(parts)} files of {whole.stat().st_size / len(parts) / 1e3:.0f} KB"
    measure("Check: one list of 10 MB, and the same in parts",
            [(each, [AWL, "check", "--jobs", "1", "--no-config", *parts], None, rounds),
             ("one file", [AWL, "check", "--jobs", "1", "--no-config", whole], None, rounds)], rounds, out, base=each)

    out("\n### Growth: one list\n\n| size | CPU ms | MB/s | peak MiB |\n| ---: | ---: | ---: | ---: |")
    for size in (10**4, 10**5, 10**6, 10**7, 10**8):
        subprocess.run([*make, work / "grown", str(size)], check=True)
        grown = work / "grown" / f"{size}.md"
        taken = [run([AWL, "check", "--jobs", "1", "--no-config", grown], None) for _ in range(3 if size <= 10**7 else 1)]
        cpu = median([t[1] for t in taken])
        out(f"| {grown.stat().st_size / 1e6:.2f} MB | {number(cpu * 1e3)} | {number(grown.stat().st_size / 1e6 / cpu)} | "
            f"{number(median([t[2] for t in taken]) / 2**20)} |")
        grown.unlink()

    if arguments.write:
        page = ROOT / "docs" / "performance.md"
        old = page.read_text() if page.exists() else ""
        hand = old[old.index(HAND):] if HAND in old else HAND + "\n"
        page.write_text("<!-- Generated by tools/bench --write -->\n\n# Performance\n\n"
                        "Medians of runs in turn, all default rules on; CPU is user plus system time. The command that made "
                        "this: `tools/bench --write`.\n\n" + "\n".join(lines) + "\n\n" + hand)
    return 0


if __name__ == "__main__":
    sys.exit(main())
