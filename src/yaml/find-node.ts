import type { Path } from '../text/index.ts'
import { isMerge, nameOfKey } from './read-value.ts'
import { isAlias, isMapNode, isScalar, isSeqNode, type TreeMap, type TreeNode, type TreePair } from './tree.ts'

/** A place in a tree: the node, and the pair or item that holds it. */
export interface Found {
  /** Null for a value that is not written. */
  readonly node: TreeNode | null
  readonly pair: TreePair | null
  readonly parent: TreeNode | null
  /** Anchor through which the way led, if it passed an alias or a merge. */
  readonly through: string | null
}

/** The node at a path; aliases and merges are followed to where the value is written. Of equal keys the last one counts. */
export function findNode(root: TreeNode | null, path: Path): Found | null {
  let found: Found = { node: root, pair: null, parent: null, through: null }
  for (const step of path) {
    const next = child(root, found, step)
    if (next === null) return null
    found = next
  }
  return found
}

/** The node an alias stands for. */
export function definitionOf(root: TreeNode | null, node: TreeNode | null): TreeNode | null {
  for (let i = 0; i < 100 && node !== null && isAlias(node); i++) node = anchorBefore(root, node.source, node.range[0])
  return node
}

/** `seen`: maps already looked at, for a map may merge itself. */
function child(root: TreeNode | null, at: Found, step: string | number, seen: Set<TreeNode> = new Set()): Found | null {
  const through = at.node !== null && isAlias(at.node) ? at.node.source : at.through
  const node = definitionOf(root, at.node)
  if (node === null) return null
  if (isSeqNode(node)) {
    if (typeof step !== 'number') return null
    const item = node.items[step] as TreeNode | null | undefined
    return item === undefined ? null : { node: item, pair: null, parent: node, through }
  }
  if (!isMapNode(node) || seen.has(node)) return null
  seen.add(node)
  const name = String(step)
  const pairs = node.items as readonly TreePair[]
  for (let i = pairs.length - 1; i >= 0; i--) {
    const pair = pairs[i]!
    if (!isMerge(pair.key)) {
      if (keyIs(pair.key, name)) return { node: pair.value, pair, parent: node, through }
    } else {
      const merged = inMerge(root, pair, name, through, seen)
      if (merged !== null) return merged
    }
  }
  return null
}

function inMerge(
  root: TreeNode | null,
  pair: TreePair,
  name: string,
  through: string | null,
  seen: Set<TreeNode>,
): Found | null {
  const value = definitionOf(root, pair.value)
  const sources = value !== null && isSeqNode(value) ? (value.items as (TreeNode | null)[]) : [pair.value]
  for (const source of sources) {
    const found = child(root, { node: source, pair: null, parent: null, through: through ?? '<<' }, name, seen)
    if (found !== null) return found
  }
  return null
}

/** Whether a key is called so in the value. */
export function keyIs(key: TreeNode | null, name: string): boolean {
  if (key !== null && isScalar(key) && key.type !== 'PLAIN' && key.type !== undefined) return key.value === name
  return nameOfKey(key) === name
}

/** The pair that a map's own text holds for a key: the last of equal ones, merges not looked at. */
export function ownPair(map: TreeMap, name: string): TreePair | null {
  const pairs = map.items as readonly TreePair[]
  for (let i = pairs.length - 1; i >= 0; i--) {
    const pair = pairs[i]!
    if (!isMerge(pair.key) && keyIs(pair.key, name)) return pair
  }
  return null
}

/** The last node anchored so before an offset. */
function anchorBefore(root: TreeNode | null, name: string, offset: number): TreeNode | null {
  let last: TreeNode | null = null
  visit(root, node => {
    if (node.range[0] <= offset && (node as { anchor?: string }).anchor === name) last = node
  })
  return last
}

/** Calls back for every node, in the order of the text. */
export function visit(root: TreeNode | null, seen: (node: TreeNode) => void): void {
  if (root === null) return
  seen(root)
  if (isMapNode(root)) {
    for (const pair of root.items as unknown as readonly TreePair[]) {
      visit(pair.key, seen)
      visit(pair.value, seen)
    }
  } else if (isSeqNode(root)) for (const item of root.items) visit(item as TreeNode | null, seen)
}
