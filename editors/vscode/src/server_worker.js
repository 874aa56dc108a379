// The server in a worker, for web.js, which sends the module and the files before anything else.
'use strict'
const {MemoryHost} = require('./memory_host.js')
const {serve} = require('./serve.js')

const files = new MemoryHost()
let take

const own = {
  module({bytes}) {
    take = serve(new WebAssembly.Module(bytes), files.host(), (message) => self.postMessage(message))
  },
  folder: ({path}) => files.addFolder(path),
  file: ({path, bytes}) => files.addFile(path, bytes),
  removed: ({path}) => files.remove(path)
}

self.onmessage = ({data}) => {
  if (data.awl !== undefined) own[data.awl](data)
  else if (data.method === 'exit') self.close()
  else take(data)
}
