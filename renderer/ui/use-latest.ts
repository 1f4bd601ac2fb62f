import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The newest value, for callbacks that are made once and outlive the render they were made in. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
