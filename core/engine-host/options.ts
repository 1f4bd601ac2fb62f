import { z } from 'zod'

/** What an engine is told at its start. */
export const EngineOptions = z.object({
  /** Folder of the workspace. */
  workspace: z.string(),
  /** Folder of the bundled files, among them the scripts that other tools run in. */
  resources: z.string(),
  memoryMb: z.number().int(),
  threads: z.number().int(),
})
export type EngineOptions = z.infer<typeof EngineOptions>
