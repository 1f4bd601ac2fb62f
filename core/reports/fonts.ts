import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export interface FontFace {
  readonly family: 'Inter' | 'JetBrains Mono'
  readonly weight: 400 | 500 | 600
  /** The file's bytes, base64. */
  readonly woff2: string
}

export interface ReportFonts {
  readonly faces: readonly FontFace[]
}

const files = [
  ['Inter', 400, '@fontsource/inter/files/inter-latin-400-normal.woff2'],
  ['Inter', 500, '@fontsource/inter/files/inter-latin-500-normal.woff2'],
  ['Inter', 600, '@fontsource/inter/files/inter-latin-600-normal.woff2'],
  ['JetBrains Mono', 400, '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2'],
] as const

/** The fonts of a report from the installed packages, latin subset, about 125 KB as base64. Throws where they are not installed. */
export async function loadFonts(): Promise<ReportFonts> {
  const { resolve } = createRequire(import.meta.url)
  return {
    faces: await Promise.all(
      files.map(async ([family, weight, file]) => ({
        family,
        weight,
        woff2: (await readFile(resolve(file))).toString('base64'),
      })),
    ),
  }
}
