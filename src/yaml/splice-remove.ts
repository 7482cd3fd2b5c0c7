import type { Path, TextEdit } from '../text/index.ts'
import { styleOf } from './locate.ts'
import {
  type Draft,
  edit,
  isExplicit,
  lineBehind,
  memberEnd,
  memberStart,
  ownNode,
  pairsNamed,
  pairsOf,
  sharesLine,
  startWithComments,
  tidyEnd,
} from './own-node.ts'
import { printKey, quoted } from './print.ts'
import { replaceNode } from './replace-node.ts'
import { columnOf, isFlow, nextLine } from './style.ts'
import { isMapNode, isScalar, isSeqNode, type TreeMap, type TreeSeq } from './tree.ts'

/** Edits that remove a key or an item with its own comments; an emptied map or list is written as `{}` or `[]`. */
export function spliceRemove(draft: Draft, path: Path): TextEdit[] | null {
  const around = ownNode(draft.root, path.slice(0, -1))
  const members = around === null ? null : membersAt(around.node as TreeMap | TreeSeq, path.at(-1)!)
  if (around === null || members === null || members.length === 0) return null
  const coll = around.node as TreeMap | TreeSeq
  if (members.length === coll.items.length) return replaceNode(draft, around, isSeqNode(coll) ? [] : {})
  if (isFlow(coll)) return members.length === 1 ? removeFromFlow(coll, members[0]!) : null
  if (isMapNode(coll) && pairsOf(coll as TreeMap).some(isExplicit)) return null
  const edits: TextEdit[] = []
  for (const member of members) {
    const one = removeMember(draft, coll, member)
    if (one === null || (edits.at(-1)?.to ?? 0) > one.from) return null
    edits.push(one)
  }
  return edits
}

/** Edits that rename a key; its quotes stay. */
export function spliceRename(draft: Draft, path: Path, key: string): TextEdit[] | null {
  const around = ownNode(draft.root, path.slice(0, -1))
  if (around === null || !isMapNode(around.node)) return null
  const pairs = pairsNamed(around.node as TreeMap, String(path.at(-1)))
  const old = pairs[0]?.key
  if (pairs.length !== 1 || !old || !isScalar(old)) return null
  const style = styleOf(old)
  const printed =
    style === 'single' ? quoted(key, "'") : style === 'double' ? quoted(key, '"') : printKey(key, draft.style)
  return [edit(old.range[0], old.range[1], printed)]
}

/** Edits that move a member, with its own comments, among its siblings. */
export function spliceMove(draft: Draft, path: Path, to: number): TextEdit[] | null {
  const around = ownNode(draft.root, path.slice(0, -1))
  const coll = around?.node as TreeMap | TreeSeq | null
  const member = around === null || coll === null ? undefined : membersAt(coll, path.at(-1)!)?.[0]
  if (!coll || member === undefined) return null
  const count = coll.items.length
  const target = Math.min(to, count - 1)
  if (target === member) return []
  if (isFlow(coll)) return moveContents(draft, coll, member, target)
  const starts: number[] = []
  for (let i = 0; i < count; i++) {
    const start = memberStart(coll, i)
    if (start === null) return null
    if (sharesLine(draft, start)) return moveContents(draft, coll, member, target)
    starts.push(startWithComments(draft, start))
  }
  const end = lineBehind(draft.text, memberEnd(coll, count - 1))
  if (tidyEnd(draft.text, end) === end) return moveContents(draft, coll, member, target)
  starts.push(end)
  const from = starts[member]!
  const behind = starts[member + 1]!
  const place = target < member ? starts[target]! : starts[target + 1]!
  const moved = edit(place, place, draft.text.slice(from, behind))
  const gone = edit(from, behind, '')
  return target < member ? [moved, gone] : [gone, moved]
}

function membersAt(coll: TreeMap | TreeSeq | null, step: string | number): number[] | null {
  if (coll === null) return null
  if (isSeqNode(coll)) return typeof step === 'number' && step < coll.items.length ? [step] : null
  if (!isMapNode(coll)) return null
  const pairs = pairsOf(coll as TreeMap)
  return pairsNamed(coll as TreeMap, String(step)).map(pair => pairs.indexOf(pair))
}

function removeMember(draft: Draft, coll: TreeMap | TreeSeq, index: number): TextEdit | null {
  const { text } = draft
  const start = memberStart(coll, index)
  if (start === null) return null
  const end = memberEnd(coll, index)
  const column = columnOf(text, start)
  let to = lineBehind(text, end)
  while (isDeeperComment(text, to, column)) to = nextLine(text, to)
  if (sharesLine(draft, start)) {
    // The next one is pulled up behind the dash.
    const next = memberStart(coll, index + 1)
    if (next === null) return null
    while (to < next && /[ \t\r\n]/.test(text.charAt(to))) to++
    return columnOf(text, to) === column ? edit(start, to, '') : null
  }
  const from = startWithComments(draft, start)
  if (to >= text.length && tidyEnd(text, to) === to) return edit(tidyEnd(text, from), to, '')
  return edit(from, to, '')
}

/** Comment lines that are indented deeper than a member belong to it. */
function isDeeperComment(text: string, at: number, column: number): boolean {
  const line = text.slice(at, nextLine(text, at))
  return /^[ ]*#/.test(line) && line.indexOf('#') > column
}

function removeFromFlow(coll: TreeMap | TreeSeq, index: number): TextEdit[] | null {
  const start = memberStart(coll, index)
  const next = memberStart(coll, index + 1)
  if (start === null) return null
  if (next !== null) return [edit(start, next, '')]
  // The last one goes with the comma before it.
  return [edit(memberEnd(coll, index - 1), memberEnd(coll, index), '')]
}

/** Moves what is written of members and leaves everything between them, comments too, where it is. */
function moveContents(draft: Draft, coll: TreeMap | TreeSeq, member: number, target: number): TextEdit[] | null {
  const parts = coll.items.map((_, i) => {
    const start = memberStart(coll, i)
    return start === null ? null : { from: start, to: tidyEnd(draft.text, memberEnd(coll, i)) }
  })
  if (parts.some(part => part === null)) return null
  const order = parts.map((_, i) => i)
  order.splice(member, 1)
  order.splice(target, 0, member)
  return parts.flatMap((part, i) => {
    const source = parts[order[i]!]!
    return order[i] === i ? [] : [edit(part!.from, part!.to, draft.text.slice(source.from, source.to))]
  })
}
