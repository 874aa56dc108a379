#!/usr/bin/env python3
"""Changes the named places of the code, one after another, and says which changes no test notices.

  tests/mutants/run.py BUILD_FOLDER [WORD...]

BUILD_FOLDER is a configured build of this tree (build/dev); WORDs choose the mutants whose line has one of them. Each file is
put back as it was. Not part of tools/test: each mutant compiles and links once. Exit status: 1 if a mutant survives.
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def mutants(words):
    for number, line in enumerate((ROOT / "tests/mutants/mutants.txt").read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split(" | ")
        if len(fields) != 4:
            sys.exit(f"mutants.txt:{number}: expected FILE | TEXT | INSTEAD | FILTER")
        if not words or any(word in line for word in words):
            yield number, *fields


def outcome(build, file, text, instead, tests):
    """killed, survived, or what is wrong with the mutant."""
    path = ROOT / file
    before = path.read_text()
    if before.count(text) != 1:
        return f"broken: the text stands {before.count(text)} times"
    path.write_text(before.replace(text, instead))
    try:
        make = subprocess.run(["cmake", "--build", build, "--target", "awl_tests"], capture_output=True)
        if make.returncode != 0:
            return "broken: does not compile"
        run = subprocess.run([f"{build}/awl_tests", f"--gtest_filter={tests}"], capture_output=True, text=True)
        if "Running 0 tests" in run.stdout:
            return f"broken: no test matches {tests}"
        return "killed" if run.returncode != 0 else "survived"
    finally:
        path.write_text(before)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    counts = {}
    for number, file, text, instead, tests in mutants(sys.argv[2:]):
        result = outcome(sys.argv[1], file, text, instead, tests)
        counts[result.split(":")[0]] = counts.get(result.split(":")[0], 0) + 1
        print(f"mutants.txt:{number}: {result}: {file}: {text} -> {instead}", flush=True)
    print(", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    sys.exit(1 if set(counts) - {"killed"} else 0)


if __name__ == "__main__":
    main()
