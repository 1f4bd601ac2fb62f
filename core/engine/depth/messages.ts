/** Messages under way, earliest first; those of one time in the order in which they were sent. */
export interface Messages<Message> {
  /** Time of the earliest, Infinity where there is none. */
  readonly due: () => number
  readonly push: (at: number, message: Message) => void
  /** Takes the earliest out. Call only where `due` is finite. */
  readonly pop: () => Message
}

/** A binary heap over (time, order of sending). */
export function createMessages<Message>(): Messages<Message> {
  const heap: { at: number; sent: number; message: Message }[] = []
  let sent = 0
  const before = (a: number, b: number) =>
    heap[a]!.at < heap[b]!.at || (heap[a]!.at === heap[b]!.at && heap[a]!.sent < heap[b]!.sent)
  const swap = (a: number, b: number) => {
    const held = heap[a]!
    heap[a] = heap[b]!
    heap[b] = held
  }
  return {
    due: () => (heap.length === 0 ? Infinity : heap[0]!.at),
    push(at, message) {
      heap.push({ at, sent, message })
      sent += 1
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1
        if (!before(child, parent)) return
        swap(child, parent)
        child = parent
      }
    },
    pop() {
      swap(0, heap.length - 1)
      const { message } = heap.pop()!
      for (let parent = 0; ;) {
        let least = parent
        for (const child of [2 * parent + 1, 2 * parent + 2])
          if (child < heap.length && before(child, least)) least = child
        if (least === parent) return message
        swap(least, parent)
        parent = least
      }
    },
  }
}
