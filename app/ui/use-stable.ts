import { useCallback, useLayoutEffect, useRef } from 'react'

/** A handler that stays the same function between renders and always calls what was given last: React Flow draws every node and edge again for a new one. */
export function useStable<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
