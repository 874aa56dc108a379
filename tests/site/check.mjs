// Counts what holds and what does not.
import {isDeepStrictEqual} from 'node:util'

let passed = 0
let failed = 0

export function check(name, holds, detail = '') {
  if (holds) {
    passed++
    return
  }
  failed++
  console.log(`FAILED: ${name}${detail ? `\n  ${detail}` : ''}`)
}

const shown = (value) => JSON.stringify(value)?.slice(0, 600)

export function equal(name, got, want) {
  check(name, isDeepStrictEqual(got, want), `got  ${shown(got)}\n  want ${shown(want)}`)
}

export function matches(name, got, pattern) {
  check(name, pattern.test(got), `got ${shown(got)}, want ${pattern}`)
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed ? 1 : 0
}
