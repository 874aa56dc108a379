// Holds `awl config schema` to JSON Schema draft-07, and to what awl itself takes and refuses: each config below is read by
// both.
//
//   node config_schema.mjs AWL
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";

const awl = process.argv[2];
const schema = JSON.parse(spawnSync(awl, ["config", "schema"], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout);
const ajv = new Ajv({ strictDefaults: true, strictKeywords: true, allErrors: true });
const validate = ajv.compile(schema);

// JSON is YAML, so one text serves both.
const configs = [
  {},
  { extends: "strict" },
  { extends: ["strict", "index"] },
  { extends: "strikt" },
  { rules: { "heading-skip-level": "off" } },
  { rules: { "heading-skip-level": "warn" } },
  { rules: { "heading-skip-level": { severity: "error", "first-level": 2 } } },
  { rules: { "heading-skip-level": { "first-level": -1 } } },
  { rules: { "heading-skip-level": { "first-level": "two" } } },
  { rules: { "heading-skip-level": { level: 2 } } },
  { rules: { heading: "info" } },
  { rules: { heading: { "first-level": 2 } } },
  { rules: ["heading"] },
  { lists: "docs/*.md", exclude: ["a", "b"] },
  { lists: { a: "b" } },
  { overrides: [{ paths: "a", rules: { heading: "off" } }] },
  { overrides: [{ rules: {} }] },
  { overrides: [{ sections: "a" }] },
  { overrides: [{ paths: "a", rule: {} }] },
  { nonsense: 1 },
  { patterns: [] },
  { patterns: {} },
  { patterns: [{ name: "a" }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m" }] },
  { patterns: [{ name: "a", on: "lines", match: "x", message: "m" }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", severty: "info" }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", severity: "warn" }] },
  { patterns: [{ name: "a", on: "cell", where: { column: "Auth" }, enum: ["yes", "no"] }] },
  { patterns: [{ name: "a", on: "cell", where: { column: 0 }, enum: ["yes", "no"] }] },
  { patterns: [{ name: "a", on: "entry", where: { form: ["link-first"], section: "!A" }, count: { min: 1 } }] },
  { patterns: [{ name: "a", on: "entry", where: { form: ["link"] }, count: { min: 1 } }] },
  { patterns: [{ name: "a", on: "entry", count: { per: "file" } }] },
  { patterns: [{ name: "a", on: "entry.url", unique: "url" }] },
  { patterns: [{ name: "a", on: "entry.url", unique: { by: "url", per: "file" } }] },
  { patterns: [{ name: "a", on: "entry.url", unique: false }] },
  { patterns: [{ name: "a", on: "entry.name", sorted: true }] },
  { patterns: [{ name: "a", on: "entry.name", sorted: { descending: true } }] },
  { patterns: [{ name: "a", on: "line", any: ["x", { not_match: "y" }], message: "m" }] },
  { patterns: [{ name: "a", on: "line", any: [{ not: "y" }], message: "m" }] },
  { patterns: [{ name: "a", on: "line", enum: [] }] },
  { patterns: [{ name: "a", on: "line", max_length: -1 }] },
  { patterns: [{ name: "a", on: "file", requires_file: ["LICENSE"] }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", fix: { replace: "" } }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", fix: { applicability: "safe" } }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", examples: [{ bad: "x" }, { good: "y" }] }] },
  { patterns: [{ name: "a", on: "line", match: "x", message: "m", examples: [{ bad: "x", good: "y" }] }] },
];

const folder = mkdtempSync(path.join(tmpdir(), "awl-schema-"));
let wrong = 0;
for (const config of configs) {
  const file = path.join(folder, "config.yaml");
  writeFileSync(file, JSON.stringify(config));
  const taken = spawnSync(awl, ["config", "show", "--config", file], { cwd: folder }).status === 0;
  if (validate(config) === taken) continue;
  wrong += 1;
  console.log(`${JSON.stringify(config)}: awl ${taken ? "takes" : "refuses"} it, the schema does not`);
}
rmSync(folder, { recursive: true });
console.log(`${configs.length} configs, ${wrong} that awl and its schema judge differently`);
process.exit(wrong === 0 ? 0 : 1);
