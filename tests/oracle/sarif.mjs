// Holds `awl check --format sarif` to the official schema of SARIF 2.1.0 (which @microsoft/jest-sarif carries), and to
// what GitHub's code scanning asks for beyond it:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
//
//   node sarif.mjs AWL FILE...
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import Ajv from "ajv";

const require = createRequire(import.meta.url);
const [awl, ...files] = process.argv.slice(2);
const schemas = path.join(path.dirname(require.resolve("@microsoft/jest-sarif")), "schemas");
const schema = JSON.parse(readFileSync(path.join(schemas, "sarif-2.1.0-rtm.5.json"), "utf8"));
const ajv = new Ajv({ schemaId: "auto", allErrors: true, meta: false, unknownFormats: "ignore" });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-07.json"));
const validate = ajv.compile(schema);

// What code scanning needs of one run, as sentences about what is missing.
function missing(run) {
  const out = [];
  const need = (ok, what) => ok || out.push(what);
  const driver = run.tool.driver;
  need(driver.name && driver.semanticVersion, "driver: name and semanticVersion");
  for (const rule of driver.rules) {
    for (const text of ["shortDescription", "fullDescription", "help"]) {
      const value = rule[text]?.text ?? "";
      need(value.length > 0 && value.length <= 1024, `${rule.id}: ${text} of 1 to 1024 characters`);
    }
    need(rule.properties?.tags?.length <= 20, `${rule.id}: at most 20 tags`);
    need(rule.properties?.precision && rule.properties["problem.severity"], `${rule.id}: precision and severity`);
  }
  need(run.results.length <= 25000, "at most 25000 results");
  const seen = new Set();
  for (const result of run.results) {
    const where = result.locations?.[0]?.physicalLocation;
    const uri = where?.artifactLocation?.uri ?? "";
    need(/^(?!\/)(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/.test(uri), `relative, encoded URI: ${uri}`);
    for (const part of ["startLine", "startColumn", "endLine", "endColumn"]) {
      need(where?.region?.[part] >= 1, `${result.ruleId}: region.${part}`);
    }
    need(driver.rules[result.ruleIndex]?.id === result.ruleId, `${result.ruleId}: ruleIndex`);
    const print = result.partialFingerprints?.primaryLocationLineHash;
    need(/^[0-9a-f]{16}:\d+$/.test(print ?? ""), `${result.ruleId}: primaryLocationLineHash`);
    need(!seen.has(uri + print), `${result.ruleId}: fingerprint twice: ${print}`);
    seen.add(uri + print);
  }
  return out;
}

let failed = 0;
let results = 0;
for (const file of files) {
  const run = spawnSync(awl, ["check", "--profile", "strict", "--no-config", "--format", "sarif", path.basename(file)], {
    cwd: path.dirname(file),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const report = JSON.parse(run.stdout);
  const wrong = validate(report) ? [] : validate.errors.map((e) => `${e.dataPath} ${e.message}`);
  for (const one of report.runs) {
    wrong.push(...missing(one));
    results += one.results.length;
  }
  for (const what of wrong.slice(0, 10)) console.log(`${file}: ${what}`);
  failed += wrong.length > 0;
}
console.log(`${files.length} files, ${results} results, ${failed} files with an invalid report`);
process.exit(failed === 0 && files.length > 0 ? 0 : 1);
