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
