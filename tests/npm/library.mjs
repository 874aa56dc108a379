// The package as a module in ESM uses it.
import assert from 'node:assert/strict'
import awl, {check, fix, format, rules, version} from 'awl-lint'

assert.equal(check('# A list\n\ntext  \n').length, awl.check('# A list\n\ntext  \n').length)
assert.deepEqual(Object.keys(awl).sort(), ['check', 'fix', 'format', 'rules', 'version'])
for (const one of [fix, format, rules]) assert.equal(typeof one, 'function')
assert.match(version, /^\d+\.\d+\.\d+$/)
