import type { SandboxJob, SandboxOutcome } from './job.ts';
export interface SandboxLimits {
    /** Wall clock of the whole process. */
    readonly seconds: number;
    /** Resident memory, apart from that of the bars. */
    readonly memoryMb: number;
}
export declare const sandboxLimits: SandboxLimits;
export interface SandboxRun extends Omit<SandboxJob, 'path' | 'file'> {
    /** Text of the module and the name it is known by, e.g. `pairs.strategy.ts`. */
    readonly text: string;
    readonly file: string;
    /** Folder in which the module is laid down for the time of the run. */
    readonly scratch: string;
}
/**
 * Runs a strategy module in a process of its own: no environment is inherited, and it is killed with SIGKILL when it takes
 * too long or too much memory, or is cancelled. Throws `invalid-strategy` with file, line and column, `look-ahead`,
 * `timeout`, `too-large`, `cancelled`, and `unavailable` where no such process can be started.
 */
export declare function runInSandbox({ text, file, scratch, ...given }: SandboxRun, { signal, limits }?: {
    signal?: AbortSignal | undefined;
    limits?: SandboxLimits;
}): Promise<SandboxOutcome>;
