import type { Path } from '../text/index.ts'
import { copyValue, emptyMap, isMap, type PlainValue, type YamlValue } from './value.ts'

/** One change to a document's value. */
export type YamlOp =
  /**
   * Replaces what stands at a path. Missing maps on the way are made; one past the end of a list appends, and a missing list
   * is begun with position 0.
   */
  | { readonly op: 'set'; readonly path: Path; readonly value: PlainValue }
  /** A list item before the one at the path's last position; one past the end appends. */
  | { readonly op: 'insert'; readonly path: Path; readonly value: PlainValue }
  /** A new key in the map at the path, before another key or last. */
  | {
      readonly op: 'insertKey'
      readonly path: Path
      readonly key: string
      readonly value: PlainValue
      readonly before?: string
    }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }
  /** A list item or a map's key to another position among its siblings, counted without it. */
  | { readonly op: 'move'; readonly path: Path; readonly to: number }

export type Intended =
  | { readonly ok: true; readonly value: YamlValue }
  | { readonly ok: false; readonly code: 'edit.noSuchPath' | 'edit.notThere' | 'edit.keyExists' }

/** The value that a document must have after an operation. */
export function intend(value: YamlValue | undefined, op: YamlOp): Intended {
  const box: YamlValue[] = [copyValue(value ?? null)]
  const code = change(box, op)
  return code === null ? { ok: true, value: box[0]! } : { ok: false, code }
}

export function valueAt(value: YamlValue | undefined, path: Path): YamlValue | undefined {
  let at = value
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined
    else if (isMap(at) && Object.hasOwn(at, step)) at = at[step]
    else return undefined
  }
  return at
}

function change(box: YamlValue[], op: YamlOp): 'edit.noSuchPath' | 'edit.notThere' | 'edit.keyExists' | null {
  const path: Path = [0, ...op.path]
  if (op.op === 'insertKey') {
    const map = valueAt(box, path) ?? null
    if (map === null) return put(box, path, { [op.key]: op.value })
    if (!isMap(map)) return 'edit.notThere'
    if (Object.hasOwn(map, op.key)) return 'edit.keyExists'
    const keys = Object.keys(map)
    const at = op.before === undefined ? -1 : keys.indexOf(op.before)
    keys.splice(at < 0 ? keys.length : at, 0, op.key)
    return put(
      box,
      path,
      ordered(keys, key => (key === op.key ? copyValue(op.value) : map[key]!)),
    )
  }
  if (op.op === 'set') return put(box, path, op.value)
  const parent = valueAt(box, path.slice(0, -1))
  const last = path.at(-1)!
  if (op.op === 'insert') {
    if (typeof last !== 'number') return 'edit.notThere'
    if ((parent ?? null) === null && last === 0) return put(box, path.slice(0, -1), [op.value])
    if (!Array.isArray(parent)) return 'edit.notThere'
    if (last < 0 || last > parent.length || op.path.length === 0) return 'edit.noSuchPath'
    parent.splice(last, 0, copyValue(op.value))
    return null
  }
  if (op.path.length === 0 || valueAt(box, path) === undefined) return 'edit.noSuchPath'
  if (Array.isArray(parent) && typeof last === 'number') {
    if (op.op === 'rename') return 'edit.notThere'
    const [item] = parent.splice(last, 1)
    if (op.op === 'move') parent.splice(Math.min(op.to, parent.length), 0, item!)
    return null
  }
  if (!isMap(parent)) return 'edit.noSuchPath'
  const name = String(last)
  if (op.op === 'remove') {
    delete parent[name]
    return null
  }
  const keys = Object.keys(parent)
  const old = { ...parent }
  if (op.op === 'rename') {
    if (op.key === name) return null
    if (Object.hasOwn(parent, op.key)) return 'edit.keyExists'
    const renamed = keys.map(key => (key === name ? op.key : key))
    return put(
      box,
      path.slice(0, -1),
      ordered(renamed, key => old[key === op.key ? name : key]!),
    )
  }
  keys.splice(keys.indexOf(name), 1)
  keys.splice(Math.min(op.to, keys.length), 0, name)
  return put(
    box,
    path.slice(0, -1),
    ordered(keys, key => old[key]!),
  )
}

function put(box: YamlValue[], path: Path, value: PlainValue): 'edit.noSuchPath' | 'edit.notThere' | null {
  let at: YamlValue = box
  for (const [i, step] of path.entries()) {
    const last = i === path.length - 1
    const next: YamlValue = last ? copyValue(value) : typeof path[i + 1] === 'number' ? [] : emptyMap()
    if (Array.isArray(at)) {
      if (typeof step !== 'number') return 'edit.notThere'
      if (step < 0 || step > at.length) return 'edit.noSuchPath'
      if (last || (at[step] ?? null) === null) at[step] = next
      at = at[step]!
    } else if (isMap(at)) {
      if (last || !Object.hasOwn(at, step) || at[step] === null) at[step] = next
      at = at[step]!
    } else return 'edit.notThere'
  }
  return null
}

function ordered(keys: readonly string[], value: (key: string) => YamlValue): YamlValue {
  const map = emptyMap()
  for (const key of keys) map[key] = value(key)
  return map
}
