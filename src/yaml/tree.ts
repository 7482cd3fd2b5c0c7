import {
  type Alias,
  isAlias,
  isMap as isMapNode,
  isScalar,
  isSeq as isSeqNode,
  type Pair,
  parseDocument,
  type Scalar,
  Schema,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { YamlProblem } from './problem.ts'

/** A node of the library's tree, as parsed; a missing value is null. */
export type TreeNode = Scalar.Parsed | Alias.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed
export type TreePair = Pair<TreeNode, TreeNode | null>
export type TreeMap = YAMLMap.Parsed
export type TreeSeq = YAMLSeq.Parsed
export type TreeScalar = Scalar.Parsed
export type TreeAlias = Alias.Parsed
export { isAlias, isMapNode, isScalar, isSeqNode }

/** Ranges in it count in the text it was parsed from. */
export interface Tree {
  readonly root: TreeNode | null
  /** Empty: the text is well formed. */
  readonly errors: readonly YamlProblem[]
}

const maxLength = 8_000_000
const maxDepth = 200
const maxIndent = 600

// All scalars stay strings here: what they mean to kubectl is decided in scalar.ts, not by the library.
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false })

/** Parses one document. Never throws; with `tokens` each node keeps its concrete syntax. */
export function parseTree(text: string, tokens: boolean): Tree {
  const refused = refuse(text)
  if (refused !== null) return { root: null, errors: [refused] }
  // A lone carriage return ends a line in YAML, which the library does not know; the replacement is as long.
  const lines = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text
  // The library counts a byte order mark as a column; a line end in its place is as long.
  const source = lines.startsWith('\uFEFF') ? `\n${lines.slice(1)}` : lines
  try {
    const parsed = parseDocument(source, {
      schema,
      version: '1.1',
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: tokens,
      logLevel: 'silent',
    })
    const errors = parsed.errors.map(error => syntaxProblem(error.code, error.message, error.pos, source))
    return { root: parsed.contents as TreeNode | null, errors }
  } catch (error) {
    if (error instanceof RangeError) return { root: null, errors: [tooDeep(0, text.length)] }
    return { root: null, errors: [syntaxProblem('UNEXPECTED', String(error), [0, text.length], source)] }
  }
}

function refuse(text: string): YamlProblem | null {
  if (text.length > maxLength)
    return {
      code: 'yaml.tooLarge',
      severity: 'error',
      range: { from: 0, to: firstLineEnd(text) },
      facts: { limit: { is: 'count', value: maxLength } },
    }
  const control = text.search(controlCharacter)
  if (control >= 0) {
    const name = `U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')}`
    return {
      code: 'yaml.control',
      severity: 'error',
      range: { from: control, to: control + 1 },
      facts: { character: { is: 'text', value: name } },
    }
  }
  const deep = deepAt(text)
  return deep < 0 ? null : tooDeep(deep, deep + 1)
}

// What Go's reader refuses. Written as code points: the characters themselves cannot stand in a source file.
const controlCharacter = new RegExp(
  `[${[0, 8, 11, 12, 14, 31, 127, 132, 134, 159, 0xfffe, 0xffff]
    .map(point => `\\u${point.toString(16).padStart(4, '0')}`)
    .reduce((set, point, i) => set + (i % 2 === 0 ? point : `-${point}`), '')}]`,
)

/** Whether a text is nested deeper than is read. */
export function isTooDeep(text: string): boolean {
  return deepAt(text) >= 0
}

/** Where brackets or indentation go deeper than the library (and Go's reader) could follow; -1 for nowhere. An upper bound: quotes are not looked at. */
function deepAt(text: string): number {
  const indented = deepIndent.exec(text)
  if (indented !== null) return indented.index
  const dashes = manyDashes.exec(text)
  if (dashes !== null) return dashes.index
  if (!bracket.test(text)) return -1
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 91 || unit === 123) {
      depth++
      if (depth > maxDepth) return i
    } else if ((unit === 93 || unit === 125) && depth > 0) depth--
  }
  return -1
}

const deepIndent = new RegExp(`(?:^|[\\r\\n])[ ]{${maxIndent}}[^ #\\r\\n]`)
const manyDashes = new RegExp(`(?:[-?:][ \\t]+){${maxDepth}}`)
const bracket = /[[{]/

function tooDeep(from: number, to: number): YamlProblem {
  return {
    code: 'yaml.tooDeep',
    severity: 'error',
    range: { from, to },
    facts: { limit: { is: 'count', value: maxDepth } },
  }
}

function syntaxProblem(code: string, message: string, at: readonly number[], text: string): YamlProblem {
  const from = Math.min(at[0] ?? 0, text.length)
  const to = Math.min(Math.max(at[1] ?? from, from), text.length)
  // Whatever a tab in the indentation led to, the tab is what is wrong.
  const line = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1
  const tab = /^ *\t/.exec(text.slice(line, line + 1000))
  const isTab = code === 'TAB_AS_INDENT' || tab !== null
  return {
    code: isTab ? 'yaml.tab' : 'yaml.syntax',
    severity: 'error',
    range: tab === null ? { from, to } : { from: line, to: line + tab[0].length },
    facts: { message: { is: 'text', value: message.replace(/\.$/, '') } },
  }
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/)
  return end < 0 ? Math.min(text.length, 200) : Math.min(end, 200)
}
