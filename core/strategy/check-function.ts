import { checkKind, checkScalarArgument } from './check-argument.ts'
import type { CheckContext, CheckedArg } from './check-context.ts'
import type { FunctionArg, LanguageFunction } from './function.ts'
import { didYouMean } from './problems.ts'
import { constant, scalarValue } from './scalar.ts'
import { doubtOwnExtreme, doubtUnits } from './unit-doubts.ts'
import { functionSignature } from './signature.ts'
import type { Span, Term } from './tree.ts'

/** The term of a function or operator applied to checked arguments; null after reporting what is wrong. */
export function checkFunction(
  context: CheckContext,
  f: LanguageFunction,
  given: readonly CheckedArg[],
  span: Span,
): Term | null {
  const { troubles } = context
  const owner = f.operator === true ? JSON.stringify(f.name === 'neg' ? '-' : f.name) : f.name
  const usage = { hint: `It is written ${functionSignature(f)}.` }
  const before = troubles.list.length
  const slots: (CheckedArg | undefined)[] = f.args.map(() => undefined)
  let place = 0
  for (const arg of given) {
    const index = arg.name === null ? place++ : f.args.findIndex((a) => a.name === arg.name)
    if (arg.name !== null && index < 0)
      troubles.error(arg.nameSpan ?? arg.span, `${owner} has no argument ${arg.name}`, {
        ...usage,
        ...didYouMean(
          arg.name,
          f.args.map((a) => a.name),
        ),
      })
    else if (index >= f.args.length)
      troubles.error(
        arg.span,
        `${owner} takes ${f.args.length} argument${f.args.length === 1 ? '' : 's'}, this is one too many`,
        usage,
      )
    else if (slots[index] !== undefined)
      troubles.error(arg.nameSpan ?? arg.span, `${f.args[index]!.name} is given twice`)
    else slots[index] = arg
  }
  const terms = f.args.map((arg, i) => argument(arg, slots[i]))
  if (terms.includes(null) || troubles.list.slice(before).some((t) => t.severity === 'error')) return null
  const args = terms.filter((term) => term !== null)
  const term = build(f, args)
  if (term.kind === 'const' && Number.isNaN(term.value))
    return troubles.error(span, 'this has no value', {
      hint: 'It divides by 0 or leaves what the function is defined for.',
    })
  doubtUnits(
    context.troubles,
    f,
    args,
    slots.map((slot) => slot?.span ?? span),
    span,
  )
  doubtOwnExtreme(troubles, f, args, span)
  return term

  function argument(arg: FunctionArg, found: CheckedArg | undefined): Term | null {
    if (found === undefined) {
      if (arg.default !== undefined) return constant(arg.default)
      if (f.group === 'rolling' && arg.kind === 'bars')
        return troubles.error(span, `${owner} needs a window ${arg.name}`, {
          hint: `Without one it would be a statistic of the whole sample, future included. It is written ${functionSignature(f)}.`,
        })
      return troubles.error(span, `${owner} lacks its argument ${arg.name}`, usage)
    }
    switch (arg.kind) {
      case 'number':
      case 'truth':
        return checkKind(context, owner, arg.kind, found.term, found.span)
      case 'any':
        return found.term.scalar
          ? troubles.error(found.span, `${owner} needs a series here, this is the same on every bar`)
          : found.term
      case 'bars':
      case 'scalar':
        return checkScalarArgument(
          context,
          f.name,
          {
            name: arg.name,
            whole: arg.kind === 'bars',
            min: arg.min ?? Number.NEGATIVE_INFINITY,
            max: arg.max ?? Number.POSITIVE_INFINITY,
          },
          found.term,
          found.span,
        )
    }
  }
}

/** A checked application; arithmetic of plain numbers becomes its result at once. */
function build(f: LanguageFunction, args: readonly Term[]): Term {
  const type = f.args[0]?.kind === 'any' ? (args[0]?.type ?? f.result) : f.result
  const scalar = f.scalar !== undefined && args.every((arg) => arg.scalar)
  const term: Term = {
    kind: 'op',
    op: f.name,
    args,
    type,
    scalar,
    unit: type === 'truth' ? 'none' : f.unit(args.map((arg) => arg.unit)),
  }
  return scalar && args.every((arg) => arg.kind === 'const') ? constant(scalarValue(term, () => Number.NaN)) : term
}
