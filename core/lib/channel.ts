import { EventEmitter, on } from 'node:events'

export interface Channel<Message> {
  publish: (message: Message) => void
  /** `first` is delivered before anything published later. */
  subscribe(signal: AbortSignal | undefined, first?: readonly Message[]): AsyncGenerator<Message, void, void>
}

/** One writer, any number of readers, each with its own queue; reading ends quietly when the signal aborts. */
export function createChannel<Message>(): Channel<Message> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    publish: (message) => void emitter.emit('message', message),
    subscribe(signal, first = []) {
      // Subscribed here and not at the first `next()`, so nothing published in between is lost.
      const messages = on(emitter, 'message', signal === undefined ? {} : { signal })
      return read(messages, first)
    },
  }

  async function* read(
    messages: AsyncIterable<unknown[]>,
    first: readonly Message[],
  ): AsyncGenerator<Message, void, void> {
    try {
      yield* first
      for await (const [message] of messages) yield message as Message
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
    }
  }
}
