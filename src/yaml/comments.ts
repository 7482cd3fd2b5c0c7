import { Lexer } from 'yaml'
import type { Range } from '../text/index.ts'

/**
 * Where the comments of a text stand, as the parser sees them: signs within quotes and block texts are none. Null where the parser's
 * pieces do not add up to the text.
 */
export function commentsIn(text: string): Range[] | null {
  const found: Range[] = []
  let at = 0
  let isText = false
  for (const piece of new Lexer().lex(text)) {
    // Marks of the lexer's own stand for no text; what follows one of them is the text of a scalar.
    if (marks.has(piece)) {
      isText = piece === scalarFollows
      continue
    }
    if (!text.startsWith(piece, at)) return null
    if (piece.startsWith('#') && !isText) found.push({ from: at, to: at + piece.length })
    isText = false
    at += piece.length
  }
  return at === text.length ? found : null
}

const scalarFollows = '\u001f'
const marks: ReadonlySet<string> = new Set(['\u0002', '\u0018', scalarFollows])
