import type { Path } from '../text/index.ts'
import { definitionOf, findNode, visit } from './find-node.ts'
import { ownNode } from './own-node.ts'
import { nameOfKey } from './read-value.ts'
import { isAlias, isMapNode, isSeqNode, type TreeNode, type TreePair } from './tree.ts'

/** What an edit at a path would share with other places. */
export type Sharing =
  /** The path leads through an alias that stands at `at`. */
  | { readonly kind: 'alias'; readonly anchor: string; readonly at: Path }
  /** The field is written inside a node that aliases elsewhere repeat. */
  | { readonly kind: 'anchor'; readonly anchor: string; readonly uses: readonly Path[] }

/** Null when an edit at the path changes that place alone. `within`: the edit changes what is inside the node at the path. */
export function sharingAt(root: TreeNode | null, path: Path, within: boolean): Sharing | null {
  let hasAlias = false
  visit(root, node => {
    hasAlias ||= isAlias(node)
  })
  if (!hasAlias) return null
  for (let length = 0; length <= path.length; length++) {
    const own = ownNode(root, path.slice(0, length))
    if (own === null || own.node === null) return null
    const { node } = own
    if (isAlias(node)) {
      if (length === path.length && !within) return null
      return { kind: 'alias', anchor: node.source, at: path.slice(0, length) }
    }
    const anchor = (node as { anchor?: string }).anchor
    if (anchor !== undefined) {
      const uses = usesOf(root, anchor, node)
      if (uses.length > 0) return { kind: 'anchor', anchor, uses }
    }
  }
  return null
}

/** Paths of the aliases of an anchor outside its own node. Merge keys lead to the map that they stand in, with `<<`. */
function usesOf(root: TreeNode | null, anchor: string, node: TreeNode): Path[] {
  const uses: Path[] = []
  const walk = (at: TreeNode | null, path: Path): void => {
    if (at === null || at === node) return
    if (isAlias(at)) {
      if (at.source === anchor) uses.push(path)
    } else if (isSeqNode(at)) {
      for (const [i, item] of at.items.entries()) walk(item as TreeNode | null, [...path, i])
    } else if (isMapNode(at)) {
      for (const pair of at.items as unknown as readonly TreePair[]) walk(pair.value, [...path, nameOfKey(pair.key)])
    }
  }
  walk(root, [])
  return uses
}

/** The path at which the text itself holds a field that is reached through aliases or merges; null where there is none. */
export function definitionPath(root: TreeNode | null, path: Path): Path | null {
  let target: Path = []
  for (const step of path) {
    const node = ownNode(root, target)?.node ?? null
    const parent = node === null ? null : findNode(root, [...target, step])?.parent
    const written = parent == null ? (node !== null && isAlias(node) ? definitionOf(root, node) : null) : parent
    if (written !== null && written !== node) {
      const at = pathOf(root, written, [])
      if (at === null) return null
      target = at
    }
    target = [...target, step]
  }
  return target
}

function pathOf(node: TreeNode | null, wanted: TreeNode, path: Path): Path | null {
  if (node === wanted) return path
  if (node === null) return null
  if (isSeqNode(node)) {
    for (const [i, item] of node.items.entries()) {
      const found = pathOf(item as TreeNode | null, wanted, [...path, i])
      if (found !== null) return found
    }
  } else if (isMapNode(node)) {
    for (const pair of node.items as unknown as readonly TreePair[]) {
      const found = pathOf(pair.value, wanted, [...path, nameOfKey(pair.key)])
      if (found !== null) return found
    }
  }
  return null
}
