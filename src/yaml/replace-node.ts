import type { TextEdit } from '../text/index.ts'
import { colonEnd, contentEnd, styleOf } from './locate.ts'
import {
  type Draft,
  edit,
  type Holder,
  inFlow,
  isBlock,
  isExplicit,
  isMissing,
  type OwnNode,
  tidyEnd,
} from './own-node.ts'
import { isFilled, printAfterColon, printBlock, printFlow, printLiteral, quoted } from './print.ts'
import { columnOf, dashOf, isFlow, lineEnd, startOfBlock } from './style.ts'
import { isMapNode, isScalar, isSeqNode, type TreeMap, type TreeNode, type TreeSeq } from './tree.ts'
import type { PlainValue } from './value.ts'

/** Edits that write another value in place of a node. */
export function replaceNode(draft: Draft, own: OwnNode, value: PlainValue): TextEdit[] | null {
  const { node, holder } = own
  if (holder.kind === 'pair' && isExplicit(holder.pair) && !inFlow(holder)) return null
  if (holder.kind === 'root' && isMissing(node)) return beginDocument(draft, value)
  if (inFlow(holder)) return replaceInFlow(draft, own, value)
  if (isFilled(value) && !keepsFlow(node, value)) return replaceByBlock(draft, own, value)
  return replaceInline(draft, own, value)
}

function replaceInFlow(draft: Draft, { node, holder }: OwnNode, value: PlainValue): TextEdit[] | null {
  const text =
    typeof value === 'string'
      ? (keptQuotes(node, value) ?? printFlow(value, draft.style))
      : printFlow(value, draft.style)
  if (!isMissing(node)) return [edit(node!.range[0], node!.range[1], text)]
  if (holder.kind !== 'pair') return null
  const colon = colonEnd(holder.pair)
  if (colon >= 0) return [edit(colon, colon, ` ${text}`)]
  const end = holder.pair.key?.range[1]
  return end === undefined ? null : [edit(end, end, `: ${text}`)]
}

function replaceInline(draft: Draft, { node, holder }: OwnNode, value: PlainValue): TextEdit[] | null {
  const { text } = draft
  const behind = placeBehind(holder)
  const column = holder.kind === 'root' ? 0 : columnOf(text, startOfHolder(holder)) + draft.style.step
  const written = (end: number): string => {
    const free = text.slice(end, lineEnd(text, end)).trim() === ''
    return printInline(draft, node, value, column, free)
  }
  if (isMissing(node)) {
    if (behind === null) return null
    return [edit(behind, behind, ` ${written(behind)}`)]
  }
  const end = tidyEnd(text, contentEnd(node!))
  if (isBlock(node) && holder.kind === 'pair') {
    // A comment behind the key stays with it.
    const line = lineEnd(text, behind!)
    const rest = text.slice(behind!, line)
    if (!rest.includes('#')) return [edit(behind!, end, ` ${written(end)}`)]
    return [edit(behind!, behind!, ` ${printInline(draft, null, value, column, false)}`), edit(line, end, '')]
  }
  // A tag would give the new value its own meaning.
  if (node!.tag !== undefined && behind !== null) return [edit(behind, end, ` ${written(end)}`)]
  const from = isBlock(node) ? startOfBlock(node!) : node!.range[0]
  return [edit(from, end, written(end))]
}

function replaceByBlock(draft: Draft, { node, holder }: OwnNode, value: PlainValue): TextEdit[] | null {
  const { text, style } = draft
  if (isBlock(node)) {
    const from = startOfBlock(node!)
    const end = tidyEnd(text, contentEnd(node!))
    const sameKind = Array.isArray(value) === isSeqNode(node)
    if (holder.kind !== 'pair' || sameKind) return [edit(from, end, printBlock(value, columnOf(text, from), style))]
    const line = lineEnd(text, placeBehind(holder)!)
    return [edit(line, end, printAfterColon(value, columnOf(text, startOfHolder(holder)), style))]
  }
  const behind = placeBehind(holder)
  if (holder.kind === 'pair') {
    const block = printAfterColon(value, columnOf(text, startOfHolder(holder)), style)
    const end = isMissing(node) ? behind! : tidyEnd(text, contentEnd(node!))
    const line = lineEnd(text, end)
    if (text.slice(end, line).trim() === '') return [edit(behind!, end, block)]
    return end === behind ? [edit(line, line, block)] : [edit(behind!, end, ''), edit(line, line, block)]
  }
  if (isMissing(node)) {
    if (behind === null) return null
    return [edit(behind, behind, ` ${printBlock(value, columnOf(text, behind) + 1, style)}`)]
  }
  const from = node!.tag !== undefined && behind !== null ? behind + 1 : node!.range[0]
  return [edit(from, tidyEnd(text, contentEnd(node!)), printBlock(value, columnOf(text, from), style))]
}

/** A document that holds nothing yet gets its content at its end, before a closing `...`. */
function beginDocument(draft: Draft, value: PlainValue): TextEdit[] | null {
  const { text, style, dash } = draft
  if (dash >= 0) {
    const column = dash + 2
    return [edit(dash + 1, dash + 1, ` ${printBlock(value, column, style)}`)]
  }
  const dots = /(?:^|[\r\n])(\.\.\.(?=[ \t\r\n]|$)[^\r\n]*(?:\r\n|\r|\n)?)$/.exec(text)
  const at = dots === null ? text.length : text.length - dots[1]!.length
  const last = text.charCodeAt(at - 1)
  const begun = at === 0 || last === 10 || last === 13 || text === '\uFEFF'
  return [edit(at, at, `${begun ? '' : style.eol}${printBlock(value, 0, style)}${style.eol}`)]
}

/** Offset behind the colon or dash that a value follows. */
function placeBehind(holder: Holder): number | null {
  if (holder.kind === 'pair') {
    const colon = colonEnd(holder.pair)
    return colon < 0 ? null : colon
  }
  if (holder.kind === 'root') return null
  const dash = dashOf(holder.seq, holder.index)
  return dash === null ? null : dash + 1
}

function startOfHolder(holder: Holder): number {
  if (holder.kind === 'pair') return holder.pair.key!.range[0]
  return holder.kind === 'item' ? (dashOf(holder.seq, holder.index) ?? 0) : 0
}

/** A scalar or an empty collection as it may follow on a line; `free`: nothing else stands behind it there. */
function printInline(draft: Draft, old: TreeNode | null, value: PlainValue, column: number, free: boolean): string {
  const { style } = draft
  if (typeof value !== 'string') return printFlow(value, old !== null && isFlow(old) ? flowStyle(draft, old) : style)
  const literal = free && !style.json && style.literals ? printLiteral(value, column, style.eol) : null
  if (literal !== null) return literal
  return keptQuotes(old, value) ?? printBlock(value, 0, style)
}

/** A string in the quotes of the one before it; null where it had none. */
function keptQuotes(old: TreeNode | null, value: string): string | null {
  if (old === null || !isScalar(old)) return null
  const style = styleOf(old)
  return style === 'single' ? quoted(value, "'") : style === 'double' ? quoted(value, '"') : null
}

function keepsFlow(node: TreeNode | null, value: PlainValue): boolean {
  if (node === null || isScalar(node) || !isFlow(node)) return false
  const { items } = node as TreeMap | TreeSeq
  return items.length > 0 && typeof value === 'object' && Array.isArray(value) === isSeqNode(node)
}

function flowStyle(draft: Draft, node: TreeNode): Draft['style'] {
  const keys = isMapNode(node) ? node.items.map(pair => pair.key as unknown as TreeNode | null) : []
  const json = keys.length > 0 && keys.every(key => key !== null && isScalar(key) && key.type === 'QUOTE_DOUBLE')
  return { ...draft.style, json: draft.style.json || json }
}
