// Loaded before awl.js: makes node look older than it is.
Object.defineProperty(process.versions, 'node', {value: '16.20.0'})
