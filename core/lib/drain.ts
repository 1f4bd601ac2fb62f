/** Hands every event of a stream on and gives the stream's result. */
export async function drain<Event, Result>(
  events: AsyncIterator<Event, Result, void>,
  onEvent: (event: Event) => void,
): Promise<Result> {
  for (;;) {
    const step = await events.next()
    if (step.done === true) return step.value
    onEvent(step.value)
  }
}
