import type { Path, TextEdit } from '../text/index.ts'
import { type Draft, isMissing, ownNode } from './own-node.ts'
import { replaceNode } from './replace-node.ts'
import { insertItem, insertPair } from './splice-insert.ts'
import { isMapNode, isSeqNode } from './tree.ts'
import type { PlainValue } from './value.ts'

/** Edits that put a value at a path, missing maps on the way included; null where only a wider edit could. */
export function spliceSet(draft: Draft, path: Path, value: PlainValue): TextEdit[] | null {
  const own = ownNode(draft.root, path)
  if (own !== null) return replaceNode(draft, own, value)
  for (let length = path.length - 1; length >= 0; length--) {
    const around = ownNode(draft.root, path.slice(0, length))
    if (around === null) continue
    const step = path[length]!
    const inner = wrap(path.slice(length + 1), value)
    if (isMissing(around.node)) return replaceNode(draft, around, wrap([step], inner))
    if (isMapNode(around.node)) return insertPair(draft, around, String(step), inner)
    if (isSeqNode(around.node) && typeof step === 'number') return insertItem(draft, around, step, inner)
    return null
  }
  return null
}

function wrap(path: Path, value: PlainValue): PlainValue {
  let wrapped = value
  for (let i = path.length - 1; i >= 0; i--) {
    const step = path[i]!
    if (typeof step === 'number') wrapped = [wrapped]
    else {
      const map = Object.create(null) as { [key: string]: PlainValue }
      map[step] = wrapped
      wrapped = map
    }
  }
  return wrapped
}
