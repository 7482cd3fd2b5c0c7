import { type SourceDocument, SourceUnit } from './source-document.ts'
import { parseTree, type Tree } from './tree.ts'

interface Kept {
  readonly text: string
  readonly tree: Tree
}

/** Trees weigh fifty times their values, so only those of the documents looked at last are kept. */
const keptTrees = 24
const cache = new Map<SourceDocument, Kept>()

/** The tree of a document with its concrete syntax. Ranges in it count in `textOf(doc)`. */
export function treeOf(doc: SourceDocument): Tree {
  const text = textOf(doc)
  const kept = cache.get(doc)
  if (kept !== undefined && kept.text === text) {
    cache.delete(doc)
    cache.set(doc, kept)
    return kept.tree
  }
  const tree = parseTree(text, true)
  cache.delete(doc)
  cache.set(doc, { text, tree })
  if (cache.size > keptTrees) for (const oldest of cache.keys()) return forget(oldest, tree)
  return tree
}

function forget(oldest: SourceDocument, tree: Tree): Tree {
  cache.delete(oldest)
  return tree
}

/** What is parsed for a document: its text, for a list without the items that are units of their own. */
export function textOf(doc: SourceDocument): string {
  return doc instanceof SourceUnit ? doc.own : doc.text
}

/** An offset of `textOf(doc)` in `doc.text`. */
export function placeIn(doc: SourceDocument, offset: number): number {
  return doc instanceof SourceUnit ? doc.place(offset) : offset
}

/** An offset of `doc.text` in `textOf(doc)`. */
export function unplaceIn(doc: SourceDocument, offset: number): number {
  return doc instanceof SourceUnit ? doc.unplace(offset) : offset
}
