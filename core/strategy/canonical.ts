import { functionOf } from './functions.ts'
import type { Term } from './tree.ts'

export interface TextOptions {
  /** Gives another text for a term, to put values in the place of parameters; undefined leaves the term as it is. */
  readonly replace?: (term: Term) => string | undefined
  /** For reading instead of comparing: operands in the order they were written, bar columns that go without saying left out. */
  readonly asWritten?: boolean
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=' }

/**
 * One text for all ways of writing the same rule: `let` names expanded, defaults written out, operands of commutative
 * operators sorted, `<` turned into `>`, `lag(lag(x, 1), 2)` into `lag(x, 3)`. It can be parsed again.
 */
export function canonicalText(term: Term, { replace, asWritten = false }: TextOptions = {}): string {
  const known = new Map<Term, string>()
  return bare(text(term))

  function text(node: Term): string {
    const found = known.get(node)
    if (found !== undefined) return found
    const made = replace?.(node) ?? print(node)
    known.set(node, made)
    return made
  }

  function print(node: Term): string {
    switch (node.kind) {
      case 'const':
        return node.type === 'truth'
          ? String(node.value === 1)
          : node.value < 0
            ? `(${node.value})`
            : String(node.value)
      case 'param':
        return `$${node.name}`
      case 'field':
        return node.name
      case 'htf':
        return `htf(${bare(text(node.args[0]))}, "${node.timeframe}")`
      case 'ref':
        return `ref(${JSON.stringify(node.symbol)}, ${bare(text(node.args[0]))})`
      case 'indicator': {
        const inputs = node.inputs.filter((input, i) => {
          const name = node.indicator.inputs[i]!
          return name !== 'ts' && !(asWritten && input.kind === 'field' && input.name === name)
        })
        const call = `${node.indicator.name}(${[...inputs, ...node.params].map((arg) => bare(text(arg))).join(', ')})`
        return node.indicator.outputs.length === 1 ? call : `${call}.${node.indicator.outputs[node.output]!.short}`
      }
      case 'op':
        return printOp(node)
    }
  }

  function printOp(node: Term & { kind: 'op' }): string {
    const f = functionOf(node.op)
    if (node.op === 'lag') return printLag(node)
    const args = node.args.map(text)
    if (f.commutative === true && !asWritten) args.sort()
    if (node.op === 'neg') return `(-${args[0]})`
    if (node.op === 'not') return `(not ${args[0]})`
    if (f.operator !== true) return `${node.op}(${args.map(bare).join(', ')})`
    const turned = asWritten ? undefined : mirrored[node.op]
    return turned === undefined ? `(${args.join(` ${node.op} `)})` : `(${args[1]} ${turned} ${args[0]})`
  }

  /** Adds up the steps of nested lags as far as they are plain numbers. */
  function printLag(node: Term & { kind: 'op' }): string {
    let inner = node.args[0]!
    let steps = node.args[1]!
    if (steps.kind !== 'const') return `lag(${bare(text(inner))}, ${bare(text(steps))})`
    let total = steps.value
    while (inner.kind === 'op' && inner.op === 'lag') {
      steps = inner.args[1]!
      if (steps.kind !== 'const') break
      total += steps.value
      inner = inner.args[0]!
    }
    return total === 0 ? text(inner) : `lag(${bare(text(inner))}, ${total})`
  }
}

/** Without the brackets around the whole text. */
function bare(text: string): string {
  if (!text.startsWith('(')) return text
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return i === text.length - 1 ? text.slice(1, -1) : text
  }
  return text
}
