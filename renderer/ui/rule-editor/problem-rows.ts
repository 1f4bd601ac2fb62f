import { type EditorState, type Extension, Prec, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from '@codemirror/view'
import type { Problem } from '../../../core/contract/common.ts'
import './rule-editor.css'

export const setProblems = StateEffect.define<readonly Problem[]>()

interface Shown {
  readonly problems: readonly Problem[]
  readonly marks: DecorationSet
}

/**
 * Each problem underlined where it is and spelled out in a row under its line, with a button that puts in what was
 * probably meant. Alt+Enter presses the button of the cursor's line, or the first one.
 */
export const problemRows: Extension = [
  StateField.define<Shown>({
    create: () => ({ problems: [], marks: Decoration.none }),
    update(shown, change) {
      for (const effect of change.effects) {
        if (effect.is(setProblems)) return { problems: effect.value, marks: marksOf(change.state, effect.value) }
      }
      return change.docChanged ? { ...shown, marks: shown.marks.map(change.changes) } : shown
    },
    provide: (field) => [
      EditorView.decorations.from(field, (shown) => shown.marks),
      Prec.highest(
        keymap.of([
          { key: 'Alt-Enter', run: (view) => mend(view, nearest(view.state, view.state.field(field).problems)) },
        ]),
      ),
    ],
  }),
]

function rangeOf(state: EditorState, problem: Problem): { from: number; to: number; lineEnd: number } {
  const line = state.doc.line(Math.min(Math.max(1, problem.line), state.doc.lines))
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to)
  const to = Math.min(line.to, from + Math.max(1, problem.length ?? 1))
  return { from, to, lineEnd: line.to }
}

function marksOf(state: EditorState, problems: readonly Problem[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  const placed = problems
    .map((problem) => ({ problem, ...rangeOf(state, problem) }))
    .toSorted((a, b) => a.from - b.from)
  const marks = placed.flatMap(({ problem, from, to, lineEnd }) => {
    const tone = problem.severity === 'warning' ? 'warning' : 'error'
    return [
      ...(to > from ? [{ at: from, to, side: 0, what: Decoration.mark({ class: `rule-mark-${tone}` }) }] : []),
      {
        at: lineEnd,
        to: lineEnd,
        side: 1,
        what: Decoration.widget({ widget: new ProblemRow(problem), block: true, side: 1 }),
      },
    ]
  })
  for (const { at, to, what } of marks.toSorted((a, b) => a.at - b.at || a.side - b.side)) builder.add(at, to, what)
  return builder.finish()
}

function nearest(state: EditorState, problems: readonly Problem[]): Problem | undefined {
  const line = state.doc.lineAt(state.selection.main.head).number
  const mendable = problems.filter(({ suggestions }) => (suggestions?.length ?? 0) > 0)
  return mendable.find((problem) => problem.line === line) ?? mendable[0]
}

function mend(view: EditorView, problem: Problem | undefined, suggestion = problem?.suggestions?.[0]): boolean {
  if (!problem || suggestion === undefined) return false
  const { from, to } = rangeOf(view.state, problem)
  view.dispatch({
    changes: { from, to, insert: suggestion },
    selection: { anchor: from + suggestion.length },
    userEvent: 'input.mend',
  })
  view.focus()
  return true
}

/** CodeMirror takes block widgets as instances of its own base class only. */
class ProblemRow extends WidgetType {
  private readonly problem: Problem

  constructor(problem: Problem) {
    super()
    this.problem = problem
  }

  override eq(other: ProblemRow): boolean {
    return JSON.stringify(other.problem) === JSON.stringify(this.problem)
  }

  override toDOM(view: EditorView): HTMLElement {
    return rowElement(view, this.problem)
  }

  override ignoreEvent(): boolean {
    return true
  }
}

function rowElement(view: EditorView, problem: Problem): HTMLElement {
  const tone = problem.severity === 'warning' ? 'warning' : 'error'
  const row = document.createElement('div')
  row.className = `rule-row rule-row-${tone}`
  row.role = 'note'
  const text = row.appendChild(document.createElement('div'))
  text.className = 'rule-row-text'
  const what = text.appendChild(document.createElement('strong'))
  what.textContent = `Line ${problem.line}, column ${problem.column}: ${/[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`}`
  if (problem.hint) text.append(` ${problem.hint}`)
  const suggestion = problem.suggestions?.[0]
  if (suggestion !== undefined) {
    const button = row.appendChild(document.createElement('button'))
    button.type = 'button'
    button.className = 'button button-secondary button-small'
    button.textContent = `Use ${suggestion}`
    for (const key of ['Alt', 'Enter']) button.appendChild(document.createElement('kbd')).textContent = key
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => mend(view, problem, suggestion))
  }
  return row
}
