import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Template } from '../contract/strategy.ts'
import { moduleSuffix } from './library.ts'

const Index = z.array(z.object({ name: z.string(), title: z.string(), description: z.string() }))

/** The bundled strategy modules of a folder, by name. They are not offered where a template is filled into a form. */
export function listModules(folder: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(moduleSuffix))
    .map((file) => ({ name: file.slice(0, -moduleSuffix.length), text: readFileSync(join(folder, file), 'utf8') }))
}

/** The bundled templates of a folder, in the order of its `index.json`, which has their titles and descriptions. */
export function listTemplates(folder: string): Template[] {
  const index = Index.parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')))
  return index.map((entry) => ({ ...entry, text: readFileSync(join(folder, `${entry.name}.strategy.json`), 'utf8') }))
}
