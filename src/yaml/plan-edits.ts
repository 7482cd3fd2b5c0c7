import type { Facts } from '../report/index.ts'
import { applyEdits, composeEdits, type Path, type TextEdit } from '../text/index.ts'
import { type Draft, edit, ownNode } from './own-node.ts'
import { parseText, readTree } from './parse.ts'
import type { RefusalCode } from './problem.ts'
import { replaceNode } from './replace-node.ts'
import { definitionPath, type Sharing, sharingAt } from './shared-anchor.ts'
import { type SourceDocument, SourceUnit } from './source-document.ts'
import { insertItem, insertPair } from './splice-insert.ts'
import { spliceMove, spliceRemove, spliceRename } from './splice-remove.ts'
import { spliceSet } from './splice-set.ts'
import { splitDocuments } from './split-documents.ts'
import { sliceFlowItems } from './split-flow-items.ts'
import { sliceItems, splitItems } from './split-items.ts'
import { stepsOfSet } from './steps-of-set.ts'
import { lineEnd, styleOfDocument } from './style.ts'
import { isMapNode, isSeqNode, parseTree, type Tree } from './tree.ts'
import { textOf, treeOf } from './tree-cache.ts'
import { isMap, sameValue, type YamlValue } from './value.ts'
import { intend, valueAt, type YamlOp } from './yaml-op.ts'

export type EditPlan =
  /** Edits count in `doc.text`. */
  | { readonly ok: true; readonly edits: TextEdit[] }
  | { readonly ok: false; readonly code: RefusalCode; readonly facts: Facts }

export interface EditOptions {
  /** What to do where an edit would change every use of an anchor. Refuses when absent. */
  readonly sharedAnchor?: 'refuse' | 'editAll' | 'inline'
}

/**
 * The smallest edits that do what the operations say, each on the value that the ones before it left. Law: the edited text parses to
 * exactly the intended value; where a small edit does not lead there, the enclosing node is written anew, and at last the plan is refused.
 */
export function planEdits(doc: SourceDocument, ops: readonly YamlOp[], options: EditOptions = {}): EditPlan {
  const own = textOf(doc)
  // Columns are counted without a byte order mark.
  const mark = own.startsWith('\uFEFF') ? 1 : 0
  const text = own.slice(mark)
  const tree = mark === 1 ? parseTree(text, true) : treeOf(doc)
  const read = readTree(text, tree)
  if (!read.good) return { ok: false, code: 'edit.broken', facts: {} }
  const dash = doc instanceof SourceUnit ? doc.dash : -1
  const apart = doc instanceof SourceUnit && doc.isList
  const inBraces = doc instanceof SourceUnit && doc.isFlowItem
  let state: State = { text, tree, value: read.value, dash, inBraces, edits: [] }
  for (const op of ops) {
    if (apart && op.path[0] === 'items') return refusal('edit.noSuchPath', op.path)
    const next = step(state, op, options)
    if ('ok' in next) return next
    state = next
  }
  const edits = state.edits.map(one => edit(one.from + mark, one.to + mark, one.insert))
  return apart ? placeAround(doc, edits) : { ok: true, edits }
}

interface State {
  readonly text: string
  readonly tree: Tree
  readonly value: YamlValue | undefined
  readonly dash: number
  /** Whether it is an item of a flow list, and must stay one. */
  readonly inBraces: boolean
  readonly edits: readonly TextEdit[]
}

type Refusal = Extract<EditPlan, { ok: false }>

function step(state: State, op: YamlOp, options: EditOptions): State | Refusal {
  const intended = intend(state.value, op)
  if (!intended.ok) return refusal(intended.code, op.path)
  if (sameValue(intended.value, state.value ?? null) && !reorders(op)) return state
  const sharing = sharingAt(state.tree.root, op.path, op.op === 'insertKey')
  if (sharing !== null) return shared(state, op, sharing, options)
  if (op.op === 'set') {
    const smaller = stepsOfSet(valueAt(state.value, op.path), op.value, op.path)
    let inner: State | Refusal = state
    for (const part of smaller) {
      inner = step(inner, part, options)
      if ('ok' in inner) break
    }
    if (smaller.length > 0 && !('ok' in inner) && sameValue(inner.value ?? null, intended.value)) return inner
  }
  const draft = draftOf(state, op.path)
  const parent = op.op === 'move' ? op.path.slice(0, -1) : null
  for (const one of [draft, { ...draft, style: { ...draft.style, literals: false } }]) {
    const edits = splice(one, op)
    const done = edits === null ? null : attempt(state, edits, intended.value, parent)
    if (done !== null) return done
    if (edits === null || !edits.some(({ insert }) => insert.includes('|'))) break
  }
  const whole = op.op === 'set' || op.op === 'insertKey'
  for (let length = op.path.length - (whole ? 0 : 1); length >= 0; length--) {
    if (parent !== null && length < parent.length) break
    const path = op.path.slice(0, length)
    const value = valueAt(intended.value, path)
    const own = ownNode(state.tree.root, path)
    if (own === null || value === undefined) continue
    if (sharingAt(state.tree.root, path, false) !== null) continue
    const wider = replaceNode(draft, own, value)
    const result = wider === null ? null : attempt(state, wider, intended.value, parent)
    if (result !== null) return result
  }
  return refusal('edit.unsafe', op.path)
}

function splice(draft: Draft, op: YamlOp): TextEdit[] | null {
  switch (op.op) {
    case 'set':
      return spliceSet(draft, op.path, op.value)
    case 'remove':
      return spliceRemove(draft, op.path)
    case 'rename':
      return spliceRename(draft, op.path, op.key)
    case 'move':
      return spliceMove(draft, op.path, op.to)
    case 'insertKey': {
      const own = ownNode(draft.root, op.path)
      if (own === null || own.node === null || !isMapNode(own.node))
        return spliceSet(draft, [...op.path, op.key], op.value)
      return insertPair(draft, own, op.key, op.value, op.before)
    }
    case 'insert': {
      const own = ownNode(draft.root, op.path.slice(0, -1))
      if (own === null || own.node === null || !isSeqNode(own.node)) return spliceSet(draft, op.path, op.value)
      return insertItem(draft, own, op.path.at(-1) as number, op.value)
    }
  }
}

/** The state after the edits if they lead to the intended value; a line end that a block scalar needs at the end is added. */
function attempt(
  state: State,
  edits: readonly TextEdit[],
  intended: YamlValue,
  ordered: Path | null = null,
): State | null {
  const ended = check(state, edits, intended, ordered)
  const last = edits.at(-1)
  if (ended !== null || last === undefined || last.to !== state.text.length) return ended
  const eol = styleOfDocument(state.text, null).eol
  return check(state, [...edits.slice(0, -1), edit(last.from, last.to, last.insert + eol)], intended, ordered)
}

/** `ordered`: path of the map whose keys must stand in the intended order. */
function check(state: State, edits: readonly TextEdit[], intended: YamlValue, ordered: Path | null): State | null {
  const text = applyEdits(state.text, edits)
  if (edits.some(one => one.from <= state.dash)) return null
  if (state.inBraces) {
    if (sliceFlowItems(text)?.slices.length !== 1) return null
  } else if (state.dash >= 0) {
    const item = `${text.slice(0, state.dash)}-${text.slice(state.dash + 1)}`
    const run = sliceItems(item, 0, state.dash)
    if (run === null || run.slices.length !== 1 || run.to !== item.length) return null
  } else if (splitDocuments(text).length !== 1) return null
  const tree = parseTree(text, true)
  const read = readTree(text, tree)
  if (!read.good || !sameValue(read.value ?? null, intended)) return null
  if (ordered !== null && keysAt(read.value, ordered) !== keysAt(intended, ordered)) return null
  return { ...state, text, tree, value: read.value, edits: composeEdits(state.edits, edits) }
}

function keysAt(value: YamlValue | undefined, path: Path): string {
  const at = valueAt(value, path)
  return isMap(at) ? JSON.stringify(Object.keys(at)) : ''
}

function shared(state: State, op: YamlOp, sharing: Sharing, options: EditOptions): State | Refusal {
  const facts: Facts = {
    path: { is: 'text', value: op.path.join('.') },
    anchor: { is: 'name', value: sharing.anchor },
  }
  const refused: Refusal = { ok: false, code: 'edit.sharedAnchor', facts }
  if (options.sharedAnchor === 'inline') {
    if (sharing.kind === 'alias') {
      const copy = valueAt(state.value, sharing.at)
      const inlined = copy === undefined ? refused : replaceAlias(state, sharing.at, copy)
      return 'ok' in inlined ? refused : step(inlined, op, options)
    }
    let inlined: State | Refusal = state
    for (const use of sharing.uses) {
      const copy = valueAt(state.value, use)
      if (copy === undefined || 'ok' in inlined) return refused
      inlined = replaceAlias(inlined, use, copy)
    }
    return 'ok' in inlined ? refused : step(inlined, op, options)
  }
  return options.sharedAnchor === 'editAll' ? (editDefinition(state, op) ?? refused) : refused
}

/** Writes a copy in place of an alias; the document's value stays. */
function replaceAlias(state: State, at: Path, copy: YamlValue): State | Refusal {
  const own = ownNode(state.tree.root, at)
  const edits = own === null ? null : replaceNode(draftOf(state, at), own, copy)
  const done = edits === null ? null : attempt(state, edits, state.value ?? null)
  return done ?? refusal('edit.unsafe', at)
}

/** Edits where the value is written; all its uses change with it. */
function editDefinition(state: State, op: YamlOp): State | null {
  const target = definitionPath(state.tree.root, op.path)
  if (target === null) return null
  const edits = splice(draftOf(state, target), { ...op, path: target })
  if (edits === null) return null
  const wanted = intend(state.value, { ...op, path: target })
  const text = applyEdits(state.text, edits)
  const tree = parseTree(text, true)
  const read = readTree(text, tree)
  if (!read.good || !wanted.ok || edits.some(one => one.from <= state.dash)) return null
  const around = op.op === 'insertKey' || op.op === 'set' ? target : target.slice(0, -1)
  if (!sameValue(valueAt(read.value, around), valueAt(wanted.value, around))) return null
  return { ...state, text, tree, value: read.value, edits: composeEdits(state.edits, edits) }
}

/** The text with its style; line ends as where the path leads, for they may be mixed. */
function draftOf(state: State, path: Path): Draft {
  const { text, tree, dash } = state
  const style = styleOfDocument(text, tree.root)
  let eol = style.eol
  for (let length = path.length; length > 0; length--) {
    const own = ownNode(tree.root, path.slice(0, length))
    if (own === null || own.node === null) continue
    const end = lineEnd(text, own.node.range[0])
    if (end < text.length) eol = text.slice(end, end + 2) === '\r\n' ? '\r\n' : text.charAt(end)
    break
  }
  return { text, root: tree.root, style: { ...style, eol }, dash }
}

/** Edits in a list's own lines as they stand around its items. */
function placeAround(doc: SourceUnit, edits: readonly TextEdit[]): EditPlan {
  const { own, itemsAt } = doc
  const room = doc.place(own.length) - own.length
  const placed = edits.map(one => {
    // What is to follow `items:` follows the items.
    const behind = one.from === one.to && one.from < itemsAt ? own.slice(one.from, itemsAt) : ''
    const begins = /^(?:\r\n|\r|\n)/.exec(one.insert)
    if (
      begins !== null &&
      /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+$/.test(behind) &&
      /items:[^\r\n]*$/.test(own.slice(0, one.from))
    ) {
      const ended = /[\r\n]$/.test(doc.text.slice(0, itemsAt + room))
      const insert = ended ? one.insert.slice(begins[0].length) + begins[0] : one.insert
      return edit(itemsAt + room, itemsAt + room, insert)
    }
    return one.from < itemsAt ? one : edit(one.from + room, one.to + room, one.insert)
  })
  if (edits.some(one => one.from < itemsAt && one.to > itemsAt)) return refusal('edit.unsafe', [])
  placed.sort((a, b) => a.from - b.from)
  const before = splitItems(doc.text)
  const text = applyEdits(doc.text, placed)
  const after = splitItems(text)
  const safe = after === null ? parseText(text).good : after.items.length === before?.items.length
  return safe ? { ok: true, edits: placed } : refusal('edit.unsafe', [])
}

function reorders(op: YamlOp): boolean {
  return op.op === 'move' || op.op === 'rename'
}

function refusal(code: RefusalCode, path: Path): Refusal {
  return {
    ok: false,
    code,
    facts: { path: { is: 'text', value: path.join('.') }, key: { is: 'name', value: String(path.at(-1) ?? '') } },
  }
}
