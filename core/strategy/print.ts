import { powerOf, powers } from './parser.ts'
import type { Syntax } from './tree.ts'

/** The rule as text with one spacing and no bracket too many; parsing it gives the same tree. */
export function printRule(tree: Syntax): string {
  return print(tree, 0)
}

function print(tree: Syntax, power: number): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value)
    case 'text':
      return tree.value.includes('"') ? `'${tree.value}'` : `"${tree.value}"`
    case 'param':
      return `$${tree.name}`
    case 'name':
      return tree.name
    case 'call':
      return `${tree.name}(${tree.args.map((a) => (a.name === null ? '' : `${a.name}=`) + print(a.value, 0)).join(', ')})`
    case 'member':
      return `${postfixed(tree.object)}.${tree.field}`
    case 'index':
      return `${postfixed(tree.object)}[${print(tree.index, 0)}]`
    case 'unary': {
      const own = tree.op === 'not' ? powers.not : powers.unary
      const text = tree.op === 'not' ? `not ${print(tree.arg, own)}` : tree.op + print(tree.arg, own)
      return own < power ? `(${text})` : text
    }
    case 'binary': {
      const own = powerOf(tree.op)
      // A comparison cannot be chained, so both of its sides bind tighter; elsewhere only the right side does.
      const left = print(tree.left, own === powers.comparison ? own + 0.5 : own)
      const text = `${left} ${tree.op} ${print(tree.right, own + 0.5)}`
      return own < power ? `(${text})` : text
    }
  }
}

/** What stands before `.` or `[`: brackets around everything that is not itself postfix. */
function postfixed(tree: Syntax): string {
  const bare =
    tree.kind === 'call' ||
    tree.kind === 'name' ||
    tree.kind === 'param' ||
    tree.kind === 'member' ||
    tree.kind === 'index' ||
    tree.kind === 'text'
  return bare ? print(tree, 0) : `(${print(tree, 0)})`
}
