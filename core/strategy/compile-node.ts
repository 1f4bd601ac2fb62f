import { paramsOf } from './check-context.ts'
import { fieldColumn, fieldLookback, isStored } from './bar-fields.ts'
import { cached } from './compile-cached.ts'
import { crossSectionNode } from './compile-cross-section.ts'
import { crossingNode } from './compile-crossing.ts'
import { compileScalar, compileScalarArgument, type ScalarNode } from './compile-scalar.ts'
import { elsewhereNode } from './compile-elsewhere.ts'
import { canonicalText } from './canonical.ts'
import type { LanguageFunction } from './function.ts'
import { functionOf } from './functions.ts'
import type { Column } from './kernels/column.ts'
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
  /** The numbers of the buffers that a pair of series shares for its crossings. */
  readonly crossingSlots: (pair: string) => { readonly up: number; readonly down: number }
}

/** Makes nodes of terms; equal terms become one node, so that a run computes each once. */
export function createCompiler(paramNames: readonly string[]): Compiler {
  const byTerm = new Map<Term, Node>()
  const byText = new Map<string, Node>()
  const paramIndex = (name: string): number => paramNames.indexOf(name)
  const byPair = new Map<string, { up: number; down: number }>()
  let slots = 0
  const crossingSlots = (pair: string): { up: number; down: number } => {
    let found = byPair.get(pair)
    if (found === undefined) byPair.set(pair, (found = { up: slots++, down: slots++ }))
    return found
  }
  const compiler: Compiler = { node, paramIndex, crossingSlots }
  return compiler

  function node(term: Term): Node {
    const known = byTerm.get(term)
    if (known !== undefined) return known
    const text = `${term.type} ${canonicalText(term)}`
    let made = byText.get(text)
    if (made === undefined) {
      const slot = slots++
      made = remembered(slot, makeNode(compiler, term, slot))
      byText.set(text, made)
    }
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
  if (term.scalar) return broadcast(compiler, term, slot)
  switch (term.kind) {
    case 'field': {
      const { name } = term
      const lookback = () => fieldLookback(name)
      if (isStored(name)) return { term, column: (run) => run.bars[name as 'close'], lookback }
      return { term, column: cached(term, compiler.paramIndex, (run) => [fieldColumn(run.bars, name)], 0), lookback }
    }
    case 'indicator':
      return indicatorNode(compiler, term)
    case 'htf':
    case 'ref': {
      const made = elsewhereNode(term, compiler.node(term.args[0]))
      return { ...made, column: cached(term, compiler.paramIndex, (run) => [made.column(run)], 0) }
    }
    case 'op':
      return opNode(compiler, term, functionOf(term.op), slot)
    case 'const':
    case 'param':
      return broadcast(compiler, term, slot)
  }
}

/** A plain number or truth on every bar; kept between evaluations where no parameter changes it. */
function broadcast({ paramIndex }: Compiler, term: Term, slot: number): Node {
  const value = compileScalar(term, paramIndex)
  const truth = term.type === 'truth'
  const lookback = (): number => 0
  if (paramsOf(term).size > 0) {
    const fill = (run: Run): Column =>
      (truth ? run.scratch.truths(slot, run.rows) : run.scratch.numbers(slot, run.rows)).fill(value(run))
    return { term, column: fill, lookback }
  }
  let longest: Column = truth ? new Uint8Array(0) : new Float64Array(0)
  // The same for all bars of any series, so that many symbols share one column.
  const column = (run: Run): Column => {
    if (longest.length < run.rows) {
      const { rows } = run
      longest = truth ? new Uint8Array(rows).fill(value(run)) : new Float64Array(rows).fill(value(run))
    }
    return longest.length === run.rows ? longest : longest.subarray(0, run.rows)
  }
  return { term, column, lookback }
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
      term,
      compiler.paramIndex,
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
  const { kernel, section, extra } = f
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
  if (term.op === 'crossover' || term.op === 'crossunder') return crossingNode(compiler, term, series, lookback)
  if (section !== undefined) return crossSectionNode(compiler, term, { ...f, section }, series[0]!, scalars, slot)
  if (kernel === undefined) throw new Error(`${f.name} has no kernel`)
  const number = term.type === 'number'
  const fill = (run: Run, out: Column): Column => {
    const columns = series.map((node) => node.column(run))
    const values = scalars.map((s) => s(run))
    kernel(out, columns, values, { warmUp: truths.length === 0 ? 0 : deepest(truths, run) })
    return out
  }
  const fresh = (run: Run): Column[] => [fill(run, number ? new Float64Array(run.rows) : new Uint8Array(run.rows))]
  // What no parameter touches is the same in the whole sweep; the rest is kept only where computing it costs more than keeping it.
  if (f.costly === true || paramsOf(term).size === 0)
    return { term, column: cached(term, compiler.paramIndex, fresh, 0), lookback }
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
