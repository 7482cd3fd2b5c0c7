import type { TextEdit } from './edit.ts'

/** One set of edits that does what `first` and then `second` do; `second` counts in the text after `first`. */
export function composeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  let edits: readonly TextEdit[] = first
  // From the last on, so that the places of the earlier ones still count in the text after `first`.
  for (let i = second.length - 1; i >= 0; i--) edits = composeOne(edits, second[i]!)
  return edits.filter(edit => edit.from !== edit.to || edit.insert !== '')
}

function composeOne(first: readonly TextEdit[], then: TextEdit): TextEdit[] {
  const result: TextEdit[] = []
  let shift = 0
  let i = 0
  for (; i < first.length; i++) {
    const edit = first[i]!
    if (edit.from + shift + edit.insert.length >= then.from) break
    result.push(edit)
    shift += edit.insert.length - (edit.to - edit.from)
  }
  let from = then.from - shift
  let before = ''
  let after = ''
  let to = then.to - shift
  for (let met = false; i < first.length; i++, met = true) {
    const edit = first[i]!
    const start = edit.from + shift
    if (start > then.to) break
    if (!met && start <= then.from) {
      from = edit.from
      before = edit.insert.slice(0, then.from - start)
    }
    shift += edit.insert.length - (edit.to - edit.from)
    const rest = start + edit.insert.length - then.to
    after = rest > 0 ? edit.insert.slice(edit.insert.length - rest) : ''
    to = rest > 0 ? edit.to : then.to - shift
  }
  result.push({ from, to, insert: before + then.insert + after })
  for (; i < first.length; i++) result.push(first[i]!)
  return result
}
