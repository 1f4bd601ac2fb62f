/** Resident memory of a process in bytes, asked of the system: a busy process could not answer. NaN where it is gone. */
export declare function residentBytes(pid: number): Promise<number>;
