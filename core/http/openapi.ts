import { OpenAPIGenerator } from '@orpc/openapi'
import type { AnyRouter } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>

const cache = new WeakMap<AnyRouter, Promise<Document>>()

/** The contract as OpenAPI 3.1. */
export function openApiDocument(router: AnyRouter, version: string): Promise<Document> {
  const known = cache.get(router)
  if (known !== undefined) return known
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = generator.generate(router, {
    info: {
      title: 'Sextant',
      version,
      description:
        'Every call of the window and the command line. Times are Unix ms, shares are fractions, drawdowns are negative. An error is {code, message, hint, data}.',
    },
    servers: [{ url: '/api' }],
  })
  cache.set(router, document)
  return document
}

/** A page without scripts: what can be called, with what, and what comes back. */
export function docsPage(document: Document): string {
  const calls = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as Operation,
    })),
  )
  const areas = Map.groupBy(calls, ({ path }) => path.split('/')[1] ?? '')
  const body = [...areas].map(([area, list]) => `<h2>${escape(area)}</h2>${list.map(callHtml).join('')}`).join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sextant HTTP API</title><style>${style}</style>
<h1>Sextant HTTP API</h1><p>${escape(document.info.description ?? '')} <a href="/api/openapi.json">openapi.json</a></p>${body}</html>`
}

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: unknown }[]
  readonly requestBody?: { content?: Record<string, { schema?: unknown }> }
  readonly responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>
}

function callHtml({ method, path, operation }: { method: string; path: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? [])
    .map(
      ({ name, in: place, required }) =>
        `<li><code>${escape(name)}</code> in ${escape(place)}${required === true ? ', required' : ''}</li>`,
    )
    .join('')
  return `<section><h3><b>${method}</b> <code>/api${escape(path)}</code></h3><p>${escape(operation.summary ?? '')}</p>${parameters === '' ? '' : `<ul>${parameters}</ul>`}${schemaHtml('Body', operation.requestBody?.content)}${schemaHtml('Answer', operation.responses?.['200']?.content)}</section>`
}

function schemaHtml(title: string, content: Record<string, { schema?: unknown }> | undefined): string {
  if (content === undefined) return ''
  return Object.entries(content)
    .map(
      ([type, { schema }]) =>
        `<details><summary>${title}, ${escape(type)}</summary><pre>${escape(JSON.stringify(schema, null, 1))}</pre></details>`,
    )
    .join('')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#12171e;background:#f5f6f8}
h2{margin-top:2rem;text-transform:capitalize}section{background:#fff;border:1px solid #e1e5ea;border-radius:8px;padding:.5rem 1rem;margin:.5rem 0}
h3{font-size:14px;margin:.25rem 0}p{margin:.25rem 0}pre{overflow:auto;max-height:24rem;font-size:12px}b{display:inline-block;min-width:3rem}`
