import broken from '../examples/broken.md'
import clean from '../examples/clean.md'
import damaged from '../examples/damaged.md'

/** @type {Record<string, string>} */
export const examples = {broken, clean, damaged}
