#!/bin/sh
# Records through GNU parallel and Dask's scheduler, as docs/scale.md has it: nothing is lost or out of order with 1, 2 and
# 4 workers, nor with one that is killed. `scale_test.sh MEGABYTES` also prints how long each takes.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
export AWL="${AWL:-$root/build/release/awl}"
megabytes=${1:-2}
cd "$work"
python3 - "$megabytes" >records.jsonl <<'END'
import json, sys
size, number = int(sys.argv[1]) * 1_000_000, 0
while size > 0:
    items = "".join(f"- [Name {number}-{i}](https://host{i}.example/{number}) - Does thing {i} well.\n" for i in range(200))
    line = json.dumps({"path": f"list{number}.md", "text": f"# List {number}\n\n## Things\n\n{items}"})
    print(line)
    size -= len(line)
    number += 1
END
timed() {
  name=$1
  shift
  start=$(date +%s.%N)
  "$@"
  [ "$megabytes" -le 2 ] || echo "$name: $(echo "$(date +%s.%N) $start" | awk '{printf "%.1f s", $1 - $2}')"
}
alone() { "$AWL" entries --stdin-jsonl --jobs "$1" <records.jsonl >"$2"; }
timed "awl alone, 1 thread" alone 1 want.jsonl
timed "awl alone, 2 threads" alone 2 two.jsonl
expect "threads keep the order" cmp want.jsonl two.jsonl

in_parallel() {
  parallel --will-cite --pipepart -a records.jsonl --block 256k -k -j "$1" --retries 3 "$AWL" entries --stdin-jsonl --jobs 1 >"$2"
}
for jobs in 1 2 4; do
  timed "GNU parallel, $jobs workers" in_parallel $jobs "parallel$jobs.jsonl"
  expect "GNU parallel with $jobs workers loses nothing" cmp want.jsonl "parallel$jobs.jsonl"
done
# An awl that is killed the first time that it runs; parallel gives its block to another one.
cat >mortal <<'END'
#!/bin/sh
if mkdir "$KILLED" 2>/dev/null; then kill -9 $$; fi
exec "$AWL" "$@"
END
chmod +x mortal
export KILLED="$work/killed"
parallel --will-cite --pipepart -a records.jsonl --block 256k -k -j 2 --retries 3 ./mortal entries --stdin-jsonl --jobs 1 >mortal.jsonl 2>/dev/null
expect "a worker was killed" [ -d "$KILLED" ]
expect "and nothing is lost" cmp want.jsonl mortal.jsonl

cat >dask.py <<'END'
import os, signal, subprocess, sys
from distributed import Client, LocalCluster

def entries(lines):
    run = subprocess.run([os.environ["AWL"], "entries", "--stdin-jsonl", "--jobs", "1"], input=lines, stdout=subprocess.PIPE)
    if run.returncode not in (0, 2):
        raise RuntimeError(run.returncode)
    return run.stdout

def blocks(path, size=1 << 18):
    with open(path, "rb") as file:
        while block := file.readlines(size):
            yield b"".join(block)

if __name__ == "__main__":
    workers, kill, out = int(sys.argv[1]), sys.argv[2] == "kill", sys.argv[3]
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        with Client(cluster) as client:
            tasks = client.map(entries, list(blocks("records.jsonl")), retries=3, pure=False)
            if kill:
                tasks[0].result()
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
            with open(out, "wb") as file:
                for task in tasks:
                    file.write(task.result())
END
for workers in 1 2 4; do
  timed "Dask, $workers workers" python3 dask.py "$workers" no "dask$workers.jsonl" 2>dask.log
  expect "Dask with $workers workers loses nothing" cmp want.jsonl "dask$workers.jsonl"
done
python3 dask.py 2 kill killed.jsonl 2>dask.log || true
expect "nor with one that is killed" cmp want.jsonl killed.jsonl
finish
