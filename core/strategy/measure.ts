import type { Syntax } from './tree.ts'

export const maxDepth = 6
export const maxNodes = 40
export const maxNodesInAll = 120

interface Size {
  readonly depth: number
  readonly nodes: number
}

const levels: Readonly<Record<string, string>> = {
  '+': 'sum',
  '-': 'sum',
  '*': 'product',
  '/': 'product',
  and: 'and',
  or: 'or',
}

/**
 * Levels and parts of a rule as written. Brackets and fields count for nothing, and a chain such as `a and b and c` or
 * `a + b - c` is one level, however long.
 */
export function measure(tree: Syntax): Size {
  switch (tree.kind) {
    case 'number':
    case 'text':
    case 'param':
    case 'name':
      return { depth: 1, nodes: 1 }
    case 'member':
      return measure(tree.object)
    case 'unary':
      // A signed number is one number.
      return tree.op !== 'not' && tree.arg.kind === 'number' ? { depth: 1, nodes: 1 } : above([tree.arg])
    case 'index':
      return above([tree.object, tree.index])
    case 'call':
      return above(tree.args.map((arg) => arg.value))
    case 'binary':
      return above(chained(tree), true)
  }
}

function above(parts: readonly Syntax[], chain = false): Size {
  let depth = 0
  let nodes = chain ? parts.length - 1 : 1
  for (const part of parts) {
    const size = measure(part)
    depth = Math.max(depth, size.depth)
    nodes += size.nodes
  }
  return { depth: depth + 1, nodes }
}

/** The operands of a chain of operators of one kind. */
function chained(tree: Syntax & { kind: 'binary' }): Syntax[] {
  const level = levels[tree.op]
  const operands: Syntax[] = []
  const walk = (node: Syntax): void => {
    if (node === tree || (level !== undefined && node.kind === 'binary' && levels[node.op] === level)) {
      const { left, right } = node as Syntax & { kind: 'binary' }
      walk(left)
      walk(right)
    } else operands.push(node)
  }
  walk(tree)
  return operands
}

/** Names and parameters (with their `$`) that a rule mentions, not counting what it calls. */
export function namesIn(tree: Syntax, found: Set<string> = new Set()): Set<string> {
  switch (tree.kind) {
    case 'name':
      found.add(tree.name)
      break
    case 'param':
      found.add(`$${tree.name}`)
      break
    case 'call':
      for (const arg of tree.args) namesIn(arg.value, found)
      break
    case 'member':
      namesIn(tree.object, found)
      break
    case 'index':
      namesIn(tree.object, found)
      namesIn(tree.index, found)
      break
    case 'unary':
      namesIn(tree.arg, found)
      break
    case 'binary':
      namesIn(tree.left, found)
      namesIn(tree.right, found)
      break
    case 'number':
    case 'text':
      break
  }
  return found
}
