import type { YamlProblem } from './problem.ts'
import { readValue } from './read-value.ts'
import { parseTree, type Tree } from './tree.ts'
import type { YamlValue } from './value.ts'

export interface Parsed {
  /** Undefined: nothing but comments, or a text that does not parse. */
  readonly value: YamlValue | undefined
  readonly good: boolean
  readonly problems: readonly YamlProblem[]
}

/** The value of one document's text, and what is wrong with it. */
export function parseText(text: string): Parsed {
  return readTree(text, parseTree(text, false))
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
