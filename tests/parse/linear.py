#!/usr/bin/env python3
"""Counts the instructions that parsing costs, at sizes N, 2N and 4N, for inputs made to be slow.

tests/parse/linear.py BUILD_DIR [NAME…]: fails where the cost grows faster than the size, or a byte costs too much.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

SIZE = 20000
# The cost may grow by this much when the size doubles: what hash tables and vectors need to grow included.
MOST_GROWTH = 2.6
# Instructions per byte; a real list has some 50, and a build without optimisation five times that.
MOST_PER_BYTE = 10000


def cost(program, name, size):
    out = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, name, str(size)],
        capture_output=True, text=True, timeout=600)
    if out.returncode != 0:
        raise SystemExit(f"{name} {size}: status {out.returncode}\n{out.stderr}")
    return int(re.search(r"Collected : (\d+)", out.stderr).group(1))


def main():
    program = os.path.join(sys.argv[1], "awl_eval_families")
    names = sys.argv[2:] or subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        start = cost(program, names[0], 0)
        runs = {name: [pool.submit(cost, program, name, SIZE << i) for i in range(3)] for name in names}
        for name, costs in runs.items():
            costs = [run.result() - start for run in costs]
            growth = (costs[2] - costs[1]) / max(costs[1] - costs[0], 1)
            per_byte = costs[2] / (SIZE << 2)
            bad = growth > MOST_GROWTH or per_byte > MOST_PER_BYTE
            failed += bad
            if bad or len(sys.argv) > 2 or "VERBOSE" in os.environ:
                print(f"{name}: {per_byte:.0f} instructions per byte, growth {growth:.2f}" + (" FAILED" if bad else ""))
    print(f"{len(names)} families, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
