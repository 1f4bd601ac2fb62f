import type { Table } from '@uwdata/flechette'
import { openArrow, sampleArrow } from './arrow-file.ts'
import { queryOn } from './duckdb.ts'
import { sampleJson, type JsonSample } from './json-sample.ts'
import { sampleParquet } from './parquet-file.ts'
import type { Sample } from './shape.ts'
import { sampleText, textKind, type TextSample } from './text-sample.ts'
import type { ReadContext } from './types.ts'
import type { Container } from './unpack.ts'

/** A sample with what reading the rest of that kind of file needs. */
export type Sampled =
  | { readonly kind: 'text'; readonly sample: TextSample }
  | { readonly kind: 'json'; readonly sample: JsonSample }
  | { readonly kind: 'parquet'; readonly sample: Sample }
  | { readonly kind: 'arrow'; readonly sample: Sample; readonly table: Table }

/**
 * Samples a file of any kind. Preview and import both start here, so they see the same. `path` is null where only the
 * head of a packed text was looked at.
 */
export async function sampleContainer(
  container: Container,
  path: string | null,
  bytes: number,
  context: ReadContext,
): Promise<Sampled> {
  const { name, head, whole } = container
  if (container.content === 'arrow' && path !== null) {
    const table = await openArrow(path, name, bytes)
    return { kind: 'arrow', table, sample: sampleArrow(table, name, bytes) }
  }
  if (container.content === 'parquet' && path !== null) {
    return {
      kind: 'parquet',
      sample: await sampleParquet(queryOn(context.connection, context.signal), path, name, bytes),
    }
  }
  if (textKind(head, name) === 'json') return { kind: 'json', sample: sampleJson(name, head, bytes, whole) }
  return { kind: 'text', sample: await sampleText(name, head, bytes, whole, path) }
}
