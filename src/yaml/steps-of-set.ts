import type { Path } from '../text/index.ts'
import { isMap, type PlainValue, sameValue, type YamlValue } from './value.ts'
import type { YamlOp } from './yaml-op.ts'

/** Beyond this many a value is written anew rather than piece by piece. */
const mostSteps = 24

/**
 * The smaller operations that turn one list or map into another, so that what is the same keeps its bytes. Empty where the two have
 * too little in common.
 */
export function stepsOfSet(old: YamlValue | undefined, value: PlainValue, path: Path): YamlOp[] {
  const steps: YamlOp[] = []
  collect(old, value, path, steps)
  const whole = steps.length === 1 && steps[0]!.op === 'set' && steps[0]!.path.length === path.length
  return whole || steps.length > mostSteps ? [] : steps
}

function collect(old: YamlValue | undefined, value: PlainValue, path: Path, steps: YamlOp[]): void {
  if (old !== undefined && sameValue(old, value)) return
  if (isMap(old) && isMap(value)) {
    const keys = Object.keys(old)
    const kept = keys.filter(key => Object.hasOwn(value, key))
    if (kept.length > 0) {
      for (const key of keys) if (!Object.hasOwn(value, key)) steps.push({ op: 'remove', path: [...path, key] })
      for (const key of kept) collect(old[key], value[key] as PlainValue, [...path, key], steps)
      for (const key of Object.keys(value))
        if (!Object.hasOwn(old, key)) steps.push({ op: 'insertKey', path, key, value: value[key] as PlainValue })
      return
    }
  } else if (Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0) {
    collectItems(old, value, path, steps)
    return
  }
  steps.push({ op: 'set', path, value })
}

function collectItems(old: readonly YamlValue[], value: readonly PlainValue[], path: Path, steps: YamlOp[]): void {
  const shorter = Math.min(old.length, value.length)
  let head = 0
  while (head < shorter && sameValue(old[head], value[head])) head++
  let tail = 0
  while (tail < shorter - head && sameValue(old[old.length - 1 - tail], value[value.length - 1 - tail])) tail++
  const changed = shorter - head - tail
  for (let i = 0; i < changed; i++) collect(old[head + i], value[head + i]!, [...path, head + i], steps)
  for (let i = old.length - tail - 1; i >= head + changed; i--) steps.push({ op: 'remove', path: [...path, i] })
  for (let i = head + changed; i < value.length - tail; i++)
    steps.push({ op: 'insert', path: [...path, i], value: value[i]! })
}
