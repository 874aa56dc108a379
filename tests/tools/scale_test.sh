#!/bin/sh
# Streams of records, as docs/scale.md has it: memory is constant, and through GNU parallel and Dask's scheduler nothing is
# lost or out of order with 1, 2 and 4 workers, nor with one that is killed. AWL_SCALE_MB=1000 does it with a gigabyte and
# prints the table of the page.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
awl=${AWL:-$root/build/release/awl}
megabytes=${AWL_SCALE_MB:-20}
part=$((megabytes < 160 ? 1 : 16))
limit=$((120 + megabytes * 2))  # seconds for each step: a loop that hangs must not hang the tests
cd "$work"
mkdir bin
ln -s "$awl" bin/awl
PATH=$work/bin:$PATH
for python in python3 /usr/bin/python3; do
  ! "$python" -c 'import distributed' 2>/dev/null || break
done

cat >records.py <<'END'
import json, sys
block = b""
for number in range(700):
    items = "".join(f"- [Name {number}-{i}](https://host{i}.example/{number}) - Does thing {i} well.\n" for i in range(20 * (1 + number % 7)))
    block += json.dumps({"path": f"list{number}.md", "text": f"# List {number}\n\n## Things\n\n{items}"}).encode() + b"\n"
left = int(sys.argv[1]) * 1_000_000
while left > 0:
    lines = block if left >= len(block) else block[:block.rfind(b"\n", 0, left) + 1]
    if not lines:
        break
    sys.stdout.buffer.write(lines)
    left -= len(lines)
END
python3 records.py "$megabytes" >records.jsonl
bytes=$(wc -c <records.jsonl)

# timed NAME COMMAND...: its row of the table; no step may hang the tests.
timed() {
  name=$1
  shift
  begin=$(date +%s.%N)
  timeout "$limit" "$@" </dev/null || return
  end=$(date +%s.%N)
  echo "$begin $end $bytes" |
    awk -v name="$name" '{s = $2 - $1; printf "| %s | %.1f s | %.0f MB/s |\n", name, s, $3 / s / 1e6}'
}

# ---- one process ----

# peak.py JOBS INPUT OUTPUT: writes the most memory that awl had, in MB, to OUTPUT.mb.
cat >peak.py <<'END'
import resource, subprocess, sys
jobs, source, target = sys.argv[1:]
with open(source, "rb") as stdin, open(target, "wb") as stdout:
    subprocess.run(["awl", "entries", "--stdin-jsonl", "--jobs", jobs], stdin=stdin, stdout=stdout, check=True)
with open(target + ".mb", "w") as file:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=file)
END
head -c 4000000 records.jsonl | sed '$d' >few.jsonl
python3 peak.py 2 few.jsonl few.out
timed "awl, 1 thread" python3 peak.py 1 records.jsonl want.jsonl
timed "awl, 2 threads" python3 peak.py 2 records.jsonl two.jsonl
few=$(cat few.out.mb)
all=$(cat two.jsonl.mb)
echo "most memory with two threads: $few MB for 4 MB of records, $all MB for $megabytes MB; with one: $(cat want.jsonl.mb) MB"
expect "memory does not grow with the records" [ "$all" -le $((few + few / 2)) ]
expect "there is one line of output for each of input" [ "$(wc -l <want.jsonl)" = "$(wc -l <records.jsonl)" ]
expect "threads keep the order" cmp want.jsonl two.jsonl
rm two.jsonl

# ---- parts, each of them the work of one process ----

split -C "${part}M" -a 4 records.jsonl part.
# An awl that is killed in the middle of its work, the first time that it runs.
cat >bin/mortal <<'END'
#!/bin/sh
if mkdir "$KILLED" 2>/dev/null; then
  head -n 5 | awl "$@"
  kill -9 $$
fi
exec awl "$@"
END
chmod +x bin/mortal
export KILLED="$work/killed"

# made: all parts together, in order, are what one process made.
made() { cat part.????.out | cmp want.jsonl - && rm part.????.out; }

# (The recipe of docs/scale.md.)
cat >in_parallel <<'END'
parallel --will-cite -j "$1" --retries 3 \
  "$2 entries --stdin-jsonl --jobs 1 <{} >{}.new; [ \$? -le 2 ] && mv {}.new {}.out" ::: part.????
END
for jobs in 1 2 4; do
  timed "GNU parallel, $jobs at a time" sh in_parallel $jobs awl
  expect "GNU parallel loses nothing with $jobs at a time" made
done
timeout "$limit" sh in_parallel 2 mortal </dev/null
expect "an awl was killed" [ -d "$KILLED" ]
expect "and GNU parallel lost nothing" made

cat >cluster.py <<'END'
import os, signal, subprocess, sys
from distributed import Client, LocalCluster

# (The recipe of docs/scale.md.)
def entries(part):
    with open(part, "rb") as records, open(part + ".new", "wb") as out:
        run = subprocess.run(["awl", "entries", "--stdin-jsonl", "--jobs", "1"], stdin=records, stdout=out)
    if run.returncode not in (0, 2):
        raise RuntimeError(run.returncode)
    os.replace(part + ".new", part + ".out")

if __name__ == "__main__":
    workers, kill, parts = int(sys.argv[1]), sys.argv[2] == "kill", sys.argv[3:]
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        with Client(cluster) as client:
            tasks = client.map(entries, parts, retries=3)
            if kill:
                tasks[0].result()
                victim = next(iter(client.run(os.getpid).values()))
                os.kill(victim, signal.SIGKILL)
            client.gather(tasks)
END
for workers in 1 2 4; do
  timed "Dask, $workers workers" "$python" cluster.py "$workers" no part.???? 2>dask.log
  expect "Dask with $workers workers loses nothing" made
done
timeout "$limit" "$python" cluster.py 2 kill part.???? </dev/null 2>dask.log
expect "nor with one that is killed" made
finish
