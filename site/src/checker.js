// The page's side of the worker. Requests run one after another. A worker that does not answer in time is ended, and
// another takes its place.

// Far more than a check takes on a slow phone, plus as much for each megabyte again.
const patience = 5000
const loadingPatience = 60000

/** What a request ends with whose worker had to be ended. */
export class Restarted extends Error {}

export class Checker {
  /**
   * @param {object} events
   * @param {(bytes: number) => void} events.onLoading tables are being loaded
   * @param {(why: string) => void} events.onRestart
   */
  constructor({onLoading, onRestart}) {
    this.events = {onLoading, onRestart}
    /** @type {{id: number, command: string, input: object, resolve: Function, reject: Function}[]} */
    this.queue = []
    this.current = null
    this.nextId = 1
    this.isLoaded = false
    this.start()
  }

  start() {
    const worker = new Worker(new URL(WORKER, document.baseURI), {type: 'module', name: 'awl'})
    this.worker = worker
    worker.addEventListener('message', (event) => this.receive(event.data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      if (worker !== this.worker) return
      this.fail(event.message ? `awl stopped: ${event.message}` : 'awl could not be loaded. Check the connection, then reload the page.')
    })
  }

  /**
   * @param {string} command one of worker/commands.js
   * @param {object} input
   * @returns {Promise<any>}
   */
  ask(command, input = {}) {
    return new Promise((resolve, reject) => {
      this.queue.push({id: this.nextId++, command, input, resolve, reject})
      this.next()
    })
  }

  next() {
    if (this.current || !this.queue.length) return
    if (!this.worker) this.start()
    this.current = this.queue.shift()
    const {id, command, input} = this.current
    const megabytes = (input.text?.length ?? 0) / 1e6
    this.wait((this.isLoaded ? patience : loadingPatience) + patience * megabytes)
    this.worker.postMessage({id, command, input})
  }

  wait(milliseconds) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.fail('awl did not answer and was started again.'), milliseconds)
  }

  receive({id, answer, error, fatal, loading}) {
    if (this.current?.id !== id) return
    this.isLoaded = !fatal
    if (loading !== undefined) {
      this.wait(loadingPatience)
      this.events.onLoading(loading)
      return
    }
    this.finish(({resolve, reject}) => (error === undefined ? resolve(answer) : reject(new Error(error))))
  }

  finish(settle) {
    clearTimeout(this.timer)
    const request = this.current
    this.current = null
    if (request) settle(request)
    this.next()
  }

  /**
   * Ends the worker; the next request starts another. What it worked on may be the cause, so that is not tried again.
   */
  fail(why) {
    this.worker.terminate()
    this.worker = null
    this.isLoaded = false
    this.events.onRestart(why)
    this.finish(({reject}) => reject(new Restarted(why)))
  }
}
