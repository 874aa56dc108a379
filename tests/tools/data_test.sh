#!/bin/sh
# What `awl entries` prints, as other programs read it: JSON against its schema, CSV, TSV and HTML.
set -eu
. "$(dirname "$(readlink -f "$0")")/check.sh"
awl=${AWL:-$root/build/dev/awl}
cd "$work"
printf '# L\n\n## A\n\n- [One, "two"](https://a.example) - B\tc. `MIT`\n  - [Sub](https://s.example) - <x> & y.\n\n' >list.md
printf '| Name | About | Since |\n| --- | --- | --- |\n| [T](https://t.example) | a \\| b | 2020 |\n' >>list.md
printf '\n\001\177\n\n- [C\001D](https://c.example) - E\357\277\276.\n- [F](https://f.example) - G.\n' >>list.md

python3 - "$awl" "$root/docs/entries.schema.json" <<'END' && status=0 || status=$?
import csv, io, json, re, subprocess, sys
import jsonschema

awl, schema = sys.argv[1], json.load(open(sys.argv[2]))
def run(*args):
    return subprocess.run([awl, "entries", *args, "list.md"], capture_output=True, check=True).stdout.decode()
jsonschema.Draft7Validator.check_schema(schema)
records = [json.loads(line) for line in run().splitlines()]
assert len(records) == 5, records
for record in records:
    jsonschema.validate(record, schema)
    assert list(record) == schema["required"], record
assert json.loads(run("--format", "json")) == records
text = subprocess.run([awl, "entries", "--format", "csv", "list.md"], capture_output=True).stdout.decode()
assert text.count("\r\n") == 6 and "\n" not in text.replace("\r\n", "")
rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
# Only JSON escapes control characters; elsewhere a terminal would obey them.
inert = lambda text: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", text)
for field in ("name", "url", "description", "description_text"):
    assert [row[field] for row in rows] == [inert(record[field]) for record in records], field
assert [int(row["line"]) for row in rows] == [record["line"] for record in records]
for line in run("--format", "tsv").split("\n")[:-1]:
    assert line.count("\t") == 11, line
# Awl reads its own table again.
table = run("--format", "markdown", "--columns", "name,url")
assert table.count("\n") == 7, table
END
expect "JSON, CSV and TSV say the same" exits 0
"$awl" entries --format html list.md >entries.html
run tidy -q -e entries.html
expect "the HTML has no faults" exits 0

# The same of real lists, where there are any.
find "${AWL_CORPUS:-$root/fixtures/lists}" -name '*.md' -type f >lists
cat >lists.py <<'END'
import csv, io, json, re, subprocess, sys
import jsonschema

awl, schema = sys.argv[1], json.load(open(sys.argv[2]))
validator = jsonschema.Draft7Validator(schema)
inert = lambda text: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)
for path in open("lists").read().splitlines():
    def run(form):
        out = subprocess.run([awl, "entries", "--no-config", "--format", form, path], capture_output=True, check=True).stdout
        return out.decode()
    records = [json.loads(line) for line in run("jsonl").splitlines()]
    for record in records:
        validator.validate(record)
    rows = list(csv.DictReader(io.StringIO(run("csv"), newline=""), strict=True))
    for field in ("name", "url", "description"):
        assert [row[field] for row in rows] == [inert(record[field]) for record in records], (path, field)
    assert run("tsv").count("\n") == len(records) + 1, path
    if not records:
        continue  # tidy would warn of a table without rows, which HTML allows
    with open("entries.html", "w") as file:
        file.write(run("html"))
    tidy = subprocess.run(["tidy", "-q", "-e", "entries.html"], capture_output=True)
    assert tidy.returncode == 0, (path, tidy.stderr.decode()[:2000])
END
run python3 lists.py "$awl" "$root/docs/entries.schema.json"
expect "the data of each list is valid" exits 0
finish
