import { setImmediate } from 'node:timers/promises'

/** Work in steps: between them others may have a turn. Yields how far it is. */
export type Steps<Step, Result> = Generator<Step, Result, void>

/** Takes all steps at once. */
export function finishSteps<Step, Result>(steps: Steps<Step, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const turnMs = 50

/** Takes the steps and gives the event loop a turn every 50 ms; throws what an aborted signal says. */
export async function takeTurns<Step, Result>(
  steps: Steps<Step, Result>,
  signal: AbortSignal,
  onStep: (step: Step) => void,
): Promise<Result> {
  let turn = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - turn < turnMs) continue
    onStep(step.value)
    await setImmediate()
    signal.throwIfAborted()
    turn = performance.now()
  }
}
