import type { ItemSlice, ListSlices, Signs } from './split-items.ts'

/** Items of a flow list one behind the other: each from its brace up to the next item, its comma included. */
export interface FlowRun {
  readonly slices: readonly ItemSlice[]
  /** Behind the last item and what stands between it and what closes the list. */
  readonly to: number
  /** Whether a comma follows the last item. */
  readonly open: boolean
  readonly signs: Signs
}

/**
 * Finds the items of a `kind: List` that is one flow map, as `kubectl get -o json` prints it, without parsing. Null for anything else: an
 * item that is no map, or what is not quoted as JSON does it; `shared` where there are an anchor and an alias outside of quotes.
 */
export function splitFlowItems(text: string): ListSlices | 'shared' | null {
  const scan = new Scan(text)
  let at = scan.start()
  if (text[at] !== '{') return null
  at = scan.blank(at + 1)
  let items: { readonly head: number; readonly run: FlowRun } | null = null
  let isList = false
  while (text[at] !== '}') {
    const key = scan.key(at)
    if (key === null) return null
    at = scan.blank(key.to)
    const from = at
    if (key.name === 'items' && text[at] === '[') {
      if (items !== null) return null
      const head = scan.blank(at + 1)
      const run = runFrom(scan, head)
      if (run === null || text[run.to] !== ']') return null
      items = { head, run }
      at = run.to + 1
    } else {
      at = scan.value(at)
      if (at < 0) return null
      if (key.name === 'kind') isList = /^(["']?)\w*List\1$/.test(text.slice(from, at).trim())
    }
    at = scan.blank(at)
    if (text[at] === ',') at = scan.blank(at + 1)
    else if (text[at] !== '}') return null
  }
  const { signs } = scan
  if (items === null || !isList) return null
  if (signs.anchors && signs.aliases) return 'shared'
  if (!/^(?:\.\.\.\s*)?$/.test(text.slice(scan.blank(at + 1)))) return null
  return {
    head: items.head,
    items: items.run.slices,
    tail: items.run.to,
    column: 0,
    isFlow: true,
    isLoose: false,
    signs,
  }
}

/** The items that a text consists of; null when it is something else. */
export function sliceFlowItems(text: string): FlowRun | null {
  const run = runFrom(new Scan(text), 0)
  return run !== null && run.to === text.length ? run : null
}

/** The end of the map at the beginning of an item, and its comma; -1 where none follows. */
export function endsOfFlowItem(text: string): { readonly end: number; readonly comma: number } {
  const scan = new Scan(text)
  const end = scan.value(0)
  const after = end < 0 ? -1 : scan.blank(end)
  if (after >= 0) return { end, comma: text[after] === ',' ? after : -1 }
  // One that is half typed ends where its lines do.
  const last = /\}[ \t]*(,?)[ \t\r\n]*$/.exec(text)
  return { end, comma: last?.[1] === ',' ? last.index + last[0].indexOf(',') : -1 }
}

function runFrom(scan: Scan, from: number): FlowRun | null {
  const { text } = scan
  const slices: ItemSlice[] = []
  let at = from
  let open = false
  while (text[at] === '{') {
    const end = scan.value(at)
    if (end < 0) return null
    let next = scan.blank(end)
    open = text[next] === ','
    if (open) next = scan.blank(next + 1)
    slices.push({ from: at, to: next })
    at = next
    if (!open) break
  }
  return slices.length === 0 ? null : { slices, to: at, open, signs: scan.signs }
}

/** Walks over flow YAML whose strings are quoted as in JSON; gives up, with -1 or null, on what it cannot tell apart for sure. */
class Scan {
  readonly text: string
  readonly signs = { anchors: false, aliases: false }

  constructor(text: string) {
    this.text = text
  }

  /** Where the node of a document begins. */
  start(): number {
    const mark = /^\uFEFF?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*(?:---(?=\s))?/.exec(this.text)
    return this.blank(mark?.[0].length ?? 0)
  }

  /** Past blanks, line ends and comments. */
  blank(at: number): number {
    const { text } = this
    for (;;) {
      const unit = text.charCodeAt(at)
      if (unit === 32 || unit === 9 || unit === 10 || unit === 13) at++
      else if (unit === 35 && isBlank(text.charCodeAt(at - 1))) at = this.lineEnd(at)
      else return at
    }
  }

  /** A key of a flow map, up to behind its colon. */
  key(at: number): { readonly name: string; readonly to: number } | null {
    const { text } = this
    let end: number
    let name: string
    if (text[at] === '"' || text[at] === "'") {
      end = this.quoted(at)
      if (end < 0) return null
      name = text.slice(at + 1, end - 1)
    } else {
      const plain = /[\w./-]+/y
      plain.lastIndex = at
      name = plain.exec(text)?.[0] ?? ''
      if (name === '') return null
      end = at + name.length
    }
    end = this.blank(end)
    return text[end] === ':' ? { name, to: end + 1 } : null
  }

  /** Behind the value that begins here; -1 where that cannot be told. */
  value(at: number): number {
    const { text } = this
    const closing: string[] = []
    /** Whether a node may begin here: only then does a quote begin a string. */
    let fresh = true
    /** Whether a node has just ended, so that a colon belongs to it and not to a plain text. */
    let ended = false
    for (; at < text.length; at++) {
      const char = text[at]!
      if (char === '"' || char === "'") {
        if (!fresh) return -1
        at = this.quoted(at) - 1
        if (at < 0) return -1
        fresh = false
        ended = true
        if (closing.length === 0) return at + 1
      } else if (char === '{' || char === '[') {
        if (!fresh) return -1
        closing.push(char === '{' ? '}' : ']')
      } else if (char === '}' || char === ']') {
        if (closing.length === 0) return at
        if (closing.pop() !== char) return -1
        fresh = false
        ended = true
        if (closing.length === 0) return at + 1
      } else if (char === ',') {
        if (closing.length === 0) return at
        fresh = true
        ended = false
      } else if (char === ':' && (ended || isFlowSign(text[at + 1]))) {
        fresh = true
        ended = false
      } else if (char === '#' && isBlank(text.charCodeAt(at - 1))) at = this.lineEnd(at) - 1
      else if (!isBlank(char.charCodeAt(0))) {
        if (fresh && char === '&') this.signs.anchors = true
        if (fresh && char === '*') this.signs.aliases = true
        fresh = false
        ended = false
      }
    }
    return -1
  }

  /** Behind the quote that closes the one here; -1 for none. */
  private quoted(at: number): number {
    const { text } = this
    const quote = text[at]
    for (at++; at < text.length; at++) {
      if (quote === '"' && text[at] === '\\') at++
      else if (text[at] === quote) {
        if (quote === "'" && text[at + 1] === "'") at++
        else return at + 1
      }
    }
    return -1
  }

  private lineEnd(at: number): number {
    const { text } = this
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
    return at
  }
}

/** What must follow a colon that ends a plain key in flow YAML. */
const isFlowSign = (char: string | undefined): boolean => char === undefined || /[\s,[\]{}]/.test(char)

const isBlank = (unit: number): boolean => unit === 32 || unit === 9 || unit === 10 || unit === 13
