const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** Milliseconds of a Gateway API duration (`1h30m`, `500ms`); null when it is none. `0s` is 0. */
export function durationMs(text: string | null): number | null {
  if (text === null || !/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(text)) return null
  let total = 0
  for (const [, number, unit] of text.matchAll(/(\d+)(ms|h|m|s)/g)) total += Number(number) * units[unit!]!
  return total
}
