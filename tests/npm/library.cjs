// The package as a program uses it.
const assert = require('node:assert/strict')
const awl = require('awl-lint')

const list = '# Awesome Things\n\n## Books\n\n#### Novels\n\n- [One](https://example.org/one) - A bóok.   \n'
const rulesOf = (findings) => findings.map((finding) => finding.rule)

const findings = awl.check(list)
assert(rulesOf(findings).includes('whitespace-trailing'))
const blanks = findings.find((finding) => finding.rule === 'whitespace-trailing')
assert.deepEqual(blanks.start, {line: 7, column: 43, offset: 84})
assert.equal(blanks.path, 'readme.md')
assert.equal(awl.check(list, {path: 'docs/books.md'})[0].path, 'docs/books.md')

const fixed = awl.fix(list)
assert.equal(fixed.text, list.replace('   \n', '\n'))
assert(rulesOf(fixed.findings).includes('heading-skip-level'))
assert(!rulesOf(fixed.findings).includes('whitespace-trailing'))
assert(awl.fix(list, {unsafe: true}).text.includes('### Novels'))
assert.equal(awl.format(list), list.replace('   \n', '\n'))

for (const config of ['rules: {whitespace-trailing: off}\n', {rules: {'whitespace-trailing': 'off'}}]) {
  assert(!rulesOf(awl.check(list, {config})).includes('whitespace-trailing'))
}
assert.throws(() => awl.check(list, {config: 'rules: {no-such-rule: off}\n'}), /^Error: \.awl\.yaml:1:9: .*no-such-rule/)
assert.throws(() => awl.check(list, {profile: 'nonsense'}), /nonsense/)
// An error keeps nothing from working.
assert.equal(awl.check(list).length, findings.length)

assert(awl.rules().length > 100)
assert.equal(awl.version, require('awl-lint/package.json').version)
