// Runs awl, so that the page never waits for it. Gets {id, command, input}, answers {id, answer} or {id, error}; says
// {id, loading: bytes} while it loads tables, and {id, tablesFailed} with the answer if it could not.
import {commands} from './commands.js'
import {load} from './module.js'
import {loadTables, sizeOf, takeWanted} from './tables.js'

const ready = load()

/** Runs a command again once the tables that it asked for are here. */
async function answer(id, command, input) {
  await ready
  takeWanted()
  for (;;) {
    const out = commands[command](input)
    const wanted = takeWanted()
    if (!wanted.length) return out
    self.postMessage({id, loading: sizeOf(wanted)})
    try {
      await loadTables(wanted)
    } catch {
      return {...out, tablesFailed: true}
    }
  }
}

let last = Promise.resolve()
self.addEventListener('message', ({data: {id, command, input}}) => {
  last = last.then(async () => {
    try {
      self.postMessage({id, answer: await answer(id, command, input)})
    } catch (error) {
      self.postMessage({id, error: String(error.message ?? error), fatal: await ready.then(() => false, () => true)})
    }
  })
})
// The requests say what is wrong with loading; without this the browser would say so, too.
ready.catch(() => {})
