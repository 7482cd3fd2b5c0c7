import { resolvePlain } from './scalar.ts'
import { kubectlStyle, type Style } from './style.ts'
import type { PlainValue } from './value.ts'

type PlainMap = { readonly [key: string]: PlainValue }

/** A new document as kubectl writes one, with a final line end. */
export function printDocument(value: PlainValue, eol: string): string {
  const text = printBlock(value, 0, { ...kubectlStyle, eol })
  return text.endsWith(eol) ? text : text + eol
}

/**
 * A value in block style. The first line starts where the caller stands, the others at `column`; no line end at the end, unless
 * the value is kept text that ends so.
 */
export function printBlock(value: PlainValue, column: number, style: Style): string {
  if (isList(value) && value.length > 0) {
    const items = value.map(item => `- ${printBlock(item, column + 2, style)}`)
    return items.join(style.eol + ' '.repeat(column))
  }
  if (isPlainMap(value) && Object.keys(value).length > 0) {
    const pairs = Object.entries(value).map(([key, item]) => printPair(key, item, column, style))
    return pairs.join(style.eol + ' '.repeat(column))
  }
  return typeof value === 'string' ? printString(value, column, style) : printFlow(value, style)
}

/** `key: value` whose key stands at `column`. */
export function printPair(key: string, value: PlainValue, column: number, style: Style): string {
  return `${printKey(key, style)}:${printAfterColon(value, column, style)}`
}

/** What follows the colon of a key at `column`, the blank or line end included. */
export function printAfterColon(value: PlainValue, column: number, style: Style): string {
  const deeper = isList(value) ? column + style.listStep : column + style.step
  if (isFilled(value)) return `${style.eol}${' '.repeat(deeper)}${printBlock(value, deeper, style)}`
  return ` ${printBlock(value, column + style.step, style)}`
}

/** On one line, as it may stand between brackets. */
export function printFlow(value: PlainValue, style: Style): string {
  if (isList(value)) return `[${value.map(item => printFlow(item, style)).join(', ')}]`
  if (isPlainMap(value)) {
    const pairs = Object.entries(value).map(([key, item]) => `${printKey(key, style)}: ${printFlow(item, style)}`)
    return `{${pairs.join(', ')}}`
  }
  if (typeof value === 'string') return style.json ? quoteDouble(value) : printLine(value, style.quote)
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  return Object.is(value, -0) ? '0' : String(value)
}

export function printKey(key: string, style: Style): string {
  return style.json ? quoteDouble(key) : printLine(key, style.quote)
}

/** A string on one line: plain where every reader takes it for that string, else quoted. */
export function printLine(text: string, quote: '"' | "'", flow = true): string {
  return isPlainSafe(text, flow) ? text : quoted(text, quote)
}

export function quoted(text: string, quote: '"' | "'"): string {
  return quote === "'" && !unprintable.test(text) ? `'${text.replaceAll("'", "''")}'` : quoteDouble(text)
}

/**
 * A string of several lines as a literal block whose lines stand at `column`; null where that could not hold it, or only so that
 * what follows matters (lines of blanks, blank lines at its end).
 */
export function printLiteral(text: string, column: number, eol: string): string | null {
  if (!text.includes('\n') || /^\s|\n\n$/.test(text) || unprintable.test(text.replaceAll('\n', ''))) return null
  if (/\n[ ]+(?:\n|$)/.test(text)) return null
  const chomp = text.endsWith('\n') ? '' : '-'
  const lines = (chomp === '' ? text.slice(0, -1) : text).split('\n')
  const indent = ' '.repeat(column)
  return `|${chomp}${eol}${lines.map(line => (line === '' ? '' : indent + line)).join(eol)}`
}

export function isFilled(value: PlainValue): value is readonly PlainValue[] | PlainMap {
  return isList(value) ? value.length > 0 : isPlainMap(value) && Object.keys(value).length > 0
}

function printString(text: string, column: number, style: Style): string {
  return (
    (column > 0 && style.literals ? printLiteral(text, column, style.eol) : null) ??
    (style.json ? quoteDouble(text) : printLine(text, style.quote, false))
  )
}

// Everything that could end a plain scalar, or be another character to another reader.
const unprintable = new RegExp(
  [
    `[${String.raw`\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff`}]`,
    String.raw`[\ud800-\udbff](?![\udc00-\udfff])`,
    String.raw`(?<![\ud800-\udbff])[\udc00-\udfff]`,
  ].join('|'),
)

/** Numbers and times of YAML 1.1 that kubectl's reader has given up, but others have not. */
const otherReaders =
  /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\d{4}-\d\d?-\d\d?.*|[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?0(?:o?[0-7_]+|x[0-9a-fA-F_]+|b[01_]+)|=|<<)$/

function isPlainSafe(text: string, flow: boolean): boolean {
  if (!/^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}-])|--(?=[^\s,[\]{}-]))/.test(text)) return false
  if (flow && /[,[\]{}]/.test(text)) return false
  if (/:(?:\s|$)|\s#|\s$/.test(text) || unprintable.test(text)) return false
  return resolvePlain(text) === text && !otherReaders.test(text)
}

function quoteDouble(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')
  if (!unprintable.test(escaped)) return `"${escaped}"`
  let result = ''
  for (const unit of escaped.split('')) {
    const point = unit.charCodeAt(0)
    const plain =
      point >= 32 && point < 127 ? true : point >= 160 && point < 0xd800 && point !== 0x2028 && point !== 0x2029
    result += plain ? unit : `\\u${point.toString(16).padStart(4, '0')}`
  }
  return `"${result}"`
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value)
}

function isPlainMap(value: PlainValue): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
