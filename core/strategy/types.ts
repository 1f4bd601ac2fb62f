import { checkFunction } from './check-function.ts'
import { checkIndicator } from './check-indicator.ts'
import type { CheckContext, CheckedArg, Names } from './check-context.ts'
import { checkHigherTimeframe, checkReference } from './check-elsewhere.ts'
import { findFunction, functionOf } from './functions.ts'
import type { Troubles } from './problems.ts'
import { constant } from './scalar.ts'
import { fieldNames, type FieldName, type Span, type Syntax, type Term, type Unit } from './tree.ts'
import { unknownCall, unknownName } from './unknown-name.ts'

const fieldUnits: Readonly<Record<FieldName, Unit>> = {
  open: 'price',
  high: 'price',
  low: 'price',
  close: 'price',
  hl2: 'price',
  hlc3: 'price',
  ohlc4: 'price',
  volume: 'volume',
  returns: 'ratio',
  logret: 'ratio',
  ts: 'none',
}

/**
 * Gives every name its meaning and every term its type and unit. Null where the rule has an error; all errors and doubts
 * of the rule are in `troubles`, each once.
 */
export function checkRule(syntax: Syntax, names: Names, troubles: Troubles): Term | null {
  const context: CheckContext = { ...names, troubles, check }
  return check(syntax)

  function check(node: Syntax): Term | null {
    switch (node.kind) {
      case 'number':
        // A number that is none has been reported by the lexer.
        return Number.isFinite(node.value) ? constant(node.value) : null
      case 'text':
        return troubles.error(node.span, `a quoted text cannot stand here`, {
          hint: 'Rules name no instrument; another one is read with ref("SPY", close).',
        })
      case 'param':
        return checkParam(context, node.name, node.span)
      case 'name':
        return checkName(context, node.name, node.span)
      case 'call':
        return checkCall(context, node, null)
      case 'member':
        return checkMember(context, node)
      case 'index':
        return checkFunction(context, functionOf('lag'), operands([node.object, node.index]) ?? [], node.span)
      case 'unary': {
        const args = operands([node.arg])
        if (args === null) return null
        const sign = node.op === '+' ? args[0]!.term : null
        if (sign !== null && sign.type === 'number') return sign
        return checkFunction(context, functionOf(node.op === 'not' ? 'not' : 'neg'), args, node.span)
      }
      case 'binary': {
        const args = operands([node.left, node.right])
        return args === null ? null : checkFunction(context, functionOf(node.op), args, node.span)
      }
    }
  }

  function operands(nodes: readonly Syntax[]): CheckedArg[] | null {
    return checkedArgs(
      context,
      nodes.map((value) => ({ name: null, nameSpan: null, value })),
    )
  }
}

/** Checks all arguments before giving up, so that every problem is reported at once. */
function checkedArgs(
  context: CheckContext,
  args: readonly { name: string | null; nameSpan: Span | null; value: Syntax }[],
): CheckedArg[] | null {
  const terms = args.map((arg) => context.check(arg.value))
  if (terms.includes(null)) return null
  return args.map((arg, i) => ({ name: arg.name, nameSpan: arg.nameSpan, span: arg.value.span, term: terms[i]! }))
}

function checkParam(context: CheckContext, name: string, span: Span): Term | null {
  if (name === '') return null
  const param = context.params.get(name)
  if (param === undefined)
    return unknownName(
      context,
      `$${name}`,
      span,
      [...context.params.keys()].map((n) => `$${n}`),
    )
  if (param === null) return null
  return { kind: 'param', name, integer: param.type === 'int', type: 'number', scalar: true, unit: 'none' }
}

function checkName(context: CheckContext, name: string, span: Span): Term | null {
  if (context.lets.has(name)) return context.lets.get(name) ?? null
  const field = fieldNames.find((f) => f === name)
  if (field !== undefined) return { kind: 'field', name: field, type: 'number', scalar: false, unit: fieldUnits[field] }
  if (name === 'true' || name === 'false')
    return { kind: 'const', value: name === 'true' ? 1 : 0, type: 'truth', scalar: true, unit: 'none' }
  return unknownName(context, name, span)
}

function checkCall(
  context: CheckContext,
  node: Syntax & { kind: 'call' },
  field: { name: string; span: Span } | null,
): Term | null {
  if (node.name === 'htf') return checkHigherTimeframe(context, node.args, node.span)
  if (node.name === 'ref') return checkReference(context, node.args, node.span)
  const f = findFunction(node.name)
  const callable = f !== undefined && f.operator !== true
  const indicator = callable ? undefined : context.findIndicator(node.name)
  const args = checkedArgs(context, node.args)
  if (!callable && indicator === undefined) return unknownCall(context, node.name, node.nameSpan)
  if (args === null) return null
  if (indicator !== undefined) return checkIndicator(context, indicator, args, node.span, field)
  if (field !== null && callable) return context.troubles.error(field.span, `${node.name} has one value, not fields`)
  return callable ? checkFunction(context, f, args, node.span) : null
}

function checkMember(context: CheckContext, node: Syntax & { kind: 'member' }): Term | null {
  const { object } = node
  if (object.kind === 'call') return checkCall(context, object, { name: node.field, span: node.fieldSpan })
  if (context.check(object) === null) return null
  return context.troubles.error(node.fieldSpan, `only an indicator has fields such as .${node.field}`, {
    hint: 'Write the field at the call: macd(close, 12, 26, 9).hist.',
  })
}
