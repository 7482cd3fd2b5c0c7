import type { YamlProblem } from './problem.ts'
import { readValue } from './read-value.ts'
import { isTooDeep, parseTree, type Tree } from './tree.ts'
import { copyValue, type YamlValue } from './value.ts'

export interface Parsed {
  /** Undefined: nothing but comments, or a text that does not parse. */
  readonly value: YamlValue | undefined
  readonly good: boolean
  readonly problems: readonly YamlProblem[]
}

/** The value of one document's text, and what is wrong with it. */
export function parseText(text: string): Parsed {
  const read = readLargeJson(text) ?? readTree(text, parseTree(text, false))
  const template = read.good ? null : templateSign.exec(text)
  if (template?.[1] === undefined) return read
  const from = template.index + template[0].length - template[1].length
  const range = { from, to: from + template[1].length }
  // What is wrong elsewhere than in a template's own lines is wrong with the rest.
  const others = read.problems.filter(problem => !lineAt(text, problem.range.from).includes('{{')).slice(0, 1)
  return { ...read, problems: [{ code: 'yaml.template', severity: 'warning', range, facts: {} }, ...others] }
}

/** What Helm and Go templates put between double braces where a value or a line begins; within quotes or a comment it is text like any other. */
const templateSign = /(?:^|[\r\n])[ \t]*(?:- +)*(?:["']?[\w./-]+["']?:[ \t]+)?(\{\{[^\r\n{}]{1,400}\}\})/

function lineAt(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return text.slice(from, Math.min(end < 0 ? text.length : end, from + 2000))
}

const largeText = 50_000
const largestJson = 64_000_000

/**
 * A large JSON text is read as JSON, which is what kubectl does with it too, and thirty times faster. Null for anything else, for
 * numbers that need care, and where YAML would have more to say.
 */
function readLargeJson(text: string): Parsed | null {
  if (text.length < largeText || text.length > largestJson || !/^\uFEFF?\s*\{/.test(text)) return null
  if (/\d{16}/.test(text) || isTooDeep(text)) return null
  try {
    return { value: copyValue(JSON.parse(text.replace(/^\uFEFF/, ''))), good: true, problems: [] }
  } catch {
    return null
  }
}

export function readTree(text: string, tree: Tree): Parsed {
  if (tree.errors.length > 0) return { value: undefined, good: false, problems: tree.errors }
  const problems: YamlProblem[] = []
  let value: YamlValue | undefined
  try {
    value = readValue(tree.root, problems)
  } catch (error) {
    // Only the stack can run out here, and the depth was bounded before.
    const facts = { message: { is: 'text', value: String(error) } } as const
    problems.push({ code: 'yaml.syntax', severity: 'error', range: { from: 0, to: text.length }, facts })
  }
  const good = problems.every(problem => problem.severity !== 'error')
  if (!good) value = undefined
  else if (value === null && isBlank(text)) value = undefined
  return { value, good, problems }
}

/** Whether a document holds nothing: blank lines, comments, directives and markers alone. */
export function isBlank(text: string): boolean {
  return /^\uFEFF?(?:(?:(?:---|\.\.\.)?[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*)(?:\r\n|\r|\n|$))*$/.test(text)
}
