// Gives a plain child process the `process.parentPort` that Electron gives a utility process.
process.parentPort = {
  postMessage: (message) => process.send(message),
  on: (event, listener) => process.on(event, (data) => listener({ data })),
}
process.on('disconnect', () => process.exit(0))
