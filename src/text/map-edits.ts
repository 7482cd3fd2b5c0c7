import type { TextEdit } from './edit.ts'

/**
 * Where an offset stands after edits. In text that was replaced it moves to one of its ends, and at an insertion to one of its
 * sides: `-1` the front, `1` the back.
 */
export function mapOffset(edits: readonly TextEdit[], offset: number, bias: -1 | 1): number {
  let shift = 0
  for (const edit of edits) {
    if (edit.from > offset || (edit.from === offset && bias < 0)) break
    if (edit.to > offset) return edit.from + shift + (bias > 0 ? edit.insert.length : 0)
    shift += edit.insert.length - (edit.to - edit.from)
  }
  return offset + shift
}

/**
 * Edits made for an older text as they apply to the one after `over`. Null where they overlap: where both replace the same units,
 * one inserts inside what the other replaces, or both insert at one place.
 */
export function mapEdits(edits: readonly TextEdit[], over: readonly TextEdit[]): TextEdit[] | null {
  const mapped: TextEdit[] = []
  let shift = 0
  let i = 0
  for (const edit of edits) {
    while (i < over.length && over[i]!.to <= edit.from && !(over[i]!.from === edit.from && edit.from === edit.to)) {
      shift += over[i]!.insert.length - (over[i]!.to - over[i]!.from)
      i++
    }
    const next = over[i]
    if (next !== undefined && overlap(edit, next)) return null
    mapped.push({ from: edit.from + shift, to: edit.to + shift, insert: edit.insert })
  }
  return mapped
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  if (a.from === a.to && b.from === b.to) return a.from === b.from
  return a.from < b.to && b.from < a.to
}
