import type { ItemSlice, ListSlices } from './split-items.ts'

/**
 * Finds the items of a `kind: List` in JSON by its lines, as `kubectl get -o json` sets them: each item's braces alone on their lines, in
 * one column. Only for a text that cannot be walked through: so that one item that is half typed leaves the others as they are. Null for
 * anything else.
 */
export function splitPrettyItems(text: string): ListSlices | null {
  const key = /(?:^|[\r\n{,])[ \t]*"items"[ \t]*:[ \t]*\[[ \t]*(?:\r\n|\r|\n)([ \t]+)(?=\{[ \t]*[\r\n])/.exec(text)
  if (key === null) return null
  const indent = key[1] ?? ''
  const head = key.index + key[0].length
  const items: ItemSlice[] = []
  let from = head
  /** Where the item's last line ends, until the next begins. */
  let isOpen = true
  let tail = -1
  const lines = /([^\r\n]*)(?:\r\n|\r|\n|$)/y
  for (lines.lastIndex = head - indent.length; lines.lastIndex < text.length; ) {
    const at = lines.lastIndex
    const line = (lines.exec(text)?.[1] ?? '').trimEnd()
    const isOurs = line.startsWith(indent)
    const rest = isOurs ? line.slice(indent.length) : line.trimStart()
    if (isOpen) {
      if (isOurs && (rest === '}' || rest === '},')) isOpen = false
      continue
    }
    if (line === '') continue
    if (isOurs && rest === '{') {
      items.push({ from, to: at + indent.length })
      from = at + indent.length
      isOpen = true
    } else if (!isOurs && /^\][ \t]*,?$/.test(rest)) {
      tail = at + line.indexOf(']')
      items.push({ from, to: tail })
      break
    } else return null
  }
  if (tail < 0) return null
  const isList = /(?:^|[\r\n{,])[ \t]*"kind"[ \t]*:[ \t]*"\w*List"/.test(text.slice(0, head) + text.slice(tail + 1))
  if (!isList) return null
  return { head, items, tail, column: 0, isFlow: true, isLoose: true, signs: { anchors: false, aliases: false } }
}
