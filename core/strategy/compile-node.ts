import { AppError } from '../contract/errors.ts'
import { paramsOf } from './check-context.ts'
import { fieldColumn, fieldLookback, isStored } from './bar-fields.ts'
import { compileScalar, compileScalarArgument, type ScalarNode } from './compile-scalar.ts'
import { elsewhereNode } from './compile-elsewhere.ts'
import { canonicalText } from './canonical.ts'
import type { LanguageFunction } from './function.ts'
import { functionOf } from './functions.ts'
import type { Column, KernelContext } from './kernels/column.ts'
import type { Run } from './run.ts'
import type { Term } from './tree.ts'

/** A term made ready: its column and look-back for a run, with names, types and arguments resolved beforehand. */
export interface Node {
  readonly term: Term
  readonly column: (run: Run) => Column
  readonly lookback: (run: Run) => number
}

export interface Compiler {
  readonly node: (term: Term) => Node
  readonly paramIndex: (name: string) => number
}

/** Makes nodes of terms; equal terms become one node, so that a run computes each once. */
export function createCompiler(paramNames: readonly string[]): Compiler {
  const byTerm = new Map<Term, Node>()
  const byText = new Map<string, Node>()
  const paramIndex = (name: string): number => paramNames.indexOf(name)
  const compiler: Compiler = { node, paramIndex }
  let slots = 0
  return compiler

  function node(term: Term): Node {
    const known = byTerm.get(term)
    if (known !== undefined) return known
    const text = `${term.type} ${canonicalText(term)}`
    const made = byText.get(text) ?? remembered(slots++, makeNode(compiler, term, slots - 1))
    byText.set(text, made)
    byTerm.set(term, made)
    return made
  }
}

function remembered(slot: number, { term, column, lookback }: Node): Node {
  return {
    term,
    column: (run) => (run.columns[slot] ??= column(run)),
    lookback: (run) => (run.lookbacks[slot] ??= lookback(run)),
  }
}

function makeNode(compiler: Compiler, term: Term, slot: number): Node {
  if (term.scalar) return broadcast(compiler, term)
  switch (term.kind) {
    case 'field': {
      const { name } = term
      const lookback = () => fieldLookback(name)
      if (isStored(name)) return { term, column: (run) => run.bars[name as 'close'], lookback }
      return { term, column: cached(compiler, term, (run) => [fieldColumn(run.bars, name)], 0), lookback }
    }
    case 'indicator':
      return indicatorNode(compiler, term)
    case 'htf':
    case 'ref': {
      const made = elsewhereNode(term, compiler.node(term.args[0]))
      return { ...made, column: cached(compiler, term, (run) => [made.column(run)], 0) }
    }
    case 'op':
      return opNode(compiler, term, functionOf(term.op), slot)
    case 'const':
    case 'param':
      return broadcast(compiler, term)
  }
}

/** A plain number or truth on every bar. */
function broadcast({ paramIndex }: Compiler, term: Term): Node {
  const value = compileScalar(term, paramIndex)
  const truth = term.type === 'truth'
  const column = (run: Run): Column => {
    const x = value(run)
    const key = `${truth ? 'truth' : 'number'} ${x}`
    const kept = run.cache.get(run.bars, key)
    if (kept !== undefined) return kept[0]!
    const made = truth ? new Uint8Array(run.rows).fill(x) : new Float64Array(run.rows).fill(x)
    run.cache.set(run.bars, key, [made])
    return made
  }
  return { term, column, lookback: () => 0 }
}

function indicatorNode(compiler: Compiler, term: Term & { kind: 'indicator' }): Node {
  const { indicator, output } = term
  const inputs = term.inputs.map(compiler.node)
  const params = term.params.map((arg, i) => {
    const { name, type, min, max } = indicator.params[i]!
    return compileScalarArgument(arg, indicator.name, { name, whole: type !== 'real', min, max }, compiler.paramIndex)
  })
  const values = (run: Run): number[] => params.map((param) => param(run))
  return {
    term,
    column: cached(
      compiler,
      term,
      (run) => {
        const given = values(run)
        return indicator.calc(
          inputs.map((input) => input.column(run) as Float64Array),
          given,
        )
      },
      output,
    ),
    lookback: (run) => deepest(inputs, run) + indicator.lookback(values(run)),
  }
}

function opNode(compiler: Compiler, term: Term & { kind: 'op' }, f: LanguageFunction, slot: number): Node {
  const { kernel, extra } = f
  const isSeries = (i: number): boolean => f.args[i]!.kind !== 'bars' && f.args[i]!.kind !== 'scalar'
  const series = term.args.filter((_, i) => isSeries(i)).map(compiler.node)
  const scalars = term.args.flatMap((arg, i): ScalarNode[] => {
    const { name, kind, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = f.args[i]!
    return isSeries(i)
      ? []
      : [compileScalarArgument(arg, f.name, { name, whole: kind === 'bars', min, max }, compiler.paramIndex)]
  })
  const truths = series.filter((_, i) => term.args.filter((__, j) => isSeries(j))[i]!.type === 'truth')
  const lookback = (run: Run): number =>
    deepest(series, run) + (extra === undefined ? 0 : extra(scalars.map((s) => s(run))))
  if (kernel === undefined) {
    const column = (): never => {
      throw new AppError('invalid-strategy', `${f.name} needs several symbols`, {
        hint: 'It compares the symbols of a run bar by bar; this run has one.',
        data: { function: f.name },
      })
    }
    return { term, column, lookback }
  }
  const number = term.type === 'number'
  const fill = (run: Run, out: Column): Column => {
    const columns = series.map((node) => node.column(run))
    const context: KernelContext = { crossRule: run.crossRule, warmUp: truths.length === 0 ? 0 : deepest(truths, run) }
    kernel(
      out,
      columns,
      scalars.map((s) => s(run)),
      context,
    )
    return out
  }
  const fresh = (run: Run): Column[] => [fill(run, number ? new Float64Array(run.rows) : new Uint8Array(run.rows))]
  // What no parameter touches is the same in the whole sweep; the rest is kept only where computing it costs more than keeping it.
  if (f.costly === true || paramsOf(term).size === 0)
    return { term, column: cached(compiler, term, fresh, 0), lookback }
  return {
    term,
    column: (run) => fill(run, number ? run.scratch.numbers(slot, run.rows) : run.scratch.truths(slot, run.rows)),
    lookback,
  }
}

function deepest(nodes: readonly Node[], run: Run): number {
  let most = 0
  for (const node of nodes) most = Math.max(most, node.lookback(run))
  return most
}

/** Looks the columns up by the canonical text with the values of the parameters in it, and computes them where absent. */
function cached(compiler: Compiler, term: Term, compute: (run: Run) => Column[], output: number): (run: Run) => Column {
  const scalars: ScalarNode[] = []
  const whole = term.kind === 'indicator' ? { ...term, output: 0 } : term
  const template = canonicalText(whole, (part) => {
    if (!part.scalar || part.kind === 'const') return undefined
    scalars.push(compileScalar(part, compiler.paramIndex))
    return `\u0000${scalars.length - 1}\u0000`
  })
  const pieces = template.split('\u0000')
  const crossing = template.includes('cross')
  return (run) => {
    let key = pieces[0]!
    for (let i = 1; i < pieces.length; i += 2) key += scalars[Number(pieces[i])]!(run) + pieces[i + 1]!
    if (crossing) key += run.crossRule
    const kept = run.cache.get(run.bars, key)
    if (kept !== undefined) return kept[output]!
    const made = compute(run)
    run.cache.set(run.bars, key, made)
    return made[output]!
  }
}
