export interface PythonCallOptions {
  /** Ends the process; the call fails with `cancelled`. */
  readonly signal?: AbortSignal
  /** What the process is doing, in a few words. */
  readonly onStage?: (stage: string) => void
}

/** Another Python program, asked one thing at a time. */
export interface PythonBridge {
  /**
   * Starts the process where there is none, sends the call and waits. Throws `unavailable` where Python or a package is
   * missing, `invalid-input` where the program refuses the request, `timeout`, `cancelled`, and `internal` with what the
   * process wrote to its error output where it broke.
   */
  call(op: string, fields: Readonly<Record<string, unknown>>, options?: PythonCallOptions): Promise<unknown>
  /** Ends the process. A later call starts it again. */
  close(): Promise<void>
}
