// Compares our slugs with github-slugger's, over every code point, made-up collisions, and the
// headings of the Markdown files named:
//   node tests/oracle/slug.mjs BUILD_DIR [FILE…]
// With no argument prints the checksum that tests/text/slug_test.cpp expects.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import GithubSlugger, {slug} from 'github-slugger'

// Given a lower case only by Unicode 16, which is newer than Debian 12's utf8proc.
const tooNew = new Set([0xa7cb, 0xa7dc])

function* codePoints() {
  for (let c = 0; c <= 0x10ffff; c++)
    if ((c < 0xd800 || c > 0xdfff) && !tooNew.has(c)) yield c
}

if (process.argv.length < 3) {
  let hash = 0x811c9dc5
  for (const c of codePoints())
    for (const byte of Buffer.from(slug(String.fromCodePoint(c)) + '\n'))
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  console.log('0x' + hash.toString(16).toUpperCase())
  process.exit()
}

// A line each: "=" and a heading begin a file anew, "+" and a heading continue it; then a tab and
// the slug; all in hex.
const lines = []
const hex = (text) => Buffer.from(text).toString('hex')
function file(headings) {
  const slugger = new GithubSlugger()
  headings.forEach((text, i) =>
    lines.push((i ? '+' : '=') + hex(text) + '\t' + hex(slugger.slug(text)))
  )
}
for (const c of codePoints()) file(['A' + String.fromCodePoint(c) + 'B c'])
// Sigma's lower case depends on its neighbours; those of Unicode 14 and later are left out.
for (const c of codePoints()) {
  const neighbour = String.fromCodePoint(c)
  if (c % 7 === 0 && (slug(neighbour) || !/[\p{L}\p{M}\p{S}\p{Cf}]/u.test(neighbour)))
    file(['ΑΣ' + neighbour + 'Α'])
}
file(['foo', 'foo', 'foo-1', 'foo', 'Foo 1', 'FOO', 'foo-1-1', '', '', '-1', '!', 'constructor'])
for (const name of process.argv.slice(3))
  file(
    readFileSync(name, 'utf8')
      .split(/\r\n|\r|\n/)
      .filter((line) => /^#{1,6}\s/.test(line))
      .map((line) => line.replace(/^#+\s+/, ''))
  )

const folder = mkdtempSync(join(tmpdir(), 'awl-slug-'))
const table = join(folder, 'slugs')
writeFileSync(table, lines.join('\n') + '\n')
const run = spawnSync(join(process.argv[2], 'awl_tests'), ['--gtest_filter=SlugOracle.*'], {
  env: {...process.env, AWL_SLUG_ORACLE: table},
  stdio: 'inherit'
})
rmSync(folder, {recursive: true})
console.log(`${lines.length} slugs compared`)
process.exit(run.status ?? 1)
