import { AppError } from '../../core/contract/errors.ts'

const most = 1_000_000

/** `fast=2:100`, `fast=2:100:2` or `fast=5,10,20` as the values of one axis. */
export function expandGrid(text: string): { name: string; values: number[] } {
  const [, name, spec] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? []
  if (name === undefined || spec === undefined) throw wrong(text, 'it is not name=spec')
  const range = /^([^:,]+):([^:,]+)(?::([^:,]+))?$/.exec(spec)
  if (range === null) return { name, values: spec.split(',').map((part) => toNumber(part, text)) }
  const [min, max, step] = [
    toNumber(range[1]!, text),
    toNumber(range[2]!, text),
    range[3] === undefined ? 1 : toNumber(range[3], text),
  ]
  if (step <= 0 || max < min) throw wrong(text, 'the step must be above 0 and the end not below the start')
  const steps = Math.floor((max - min) / step + 1e-9)
  if (steps >= most) throw wrong(text, `it has ${steps + 1} values, at most ${most} are allowed`)
  // Multiplied, not added up: 0.1:0.3:0.1 must end at 0.3.
  return { name, values: Array.from({ length: steps + 1 }, (_, index) => Number((min + index * step).toPrecision(15))) }
}

function toNumber(text: string, whole: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw wrong(whole, `${text} is not a number`)
  return value
}

function wrong(text: string, why: string): AppError {
  return new AppError('invalid-input', `--grid ${text}: ${why}`, {
    hint: 'Write name=min:max, name=min:max:step or name=a,b,c.',
  })
}
