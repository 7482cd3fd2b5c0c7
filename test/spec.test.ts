import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { words } from '../src/words.ts'

const src = resolve(import.meta.dirname, '../src')

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

const files = filesIn(src)
const read = (pattern: RegExp): string =>
  files
    .filter(file => pattern.test(file))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')
const rules = [...read(/SPEC\.md$/).matchAll(/^\| ([A-Z]{2,3}-\d+) \|/gm)].map(match => match[1]!)

test('every rule of a SPEC has a row of a test', () => {
  const tests = read(/\.test\.ts$/)
  // The Ingress address rule is asked by the command's `resources` rows.
  const cited = new Set([...tests.matchAll(/\b(?:GW|IN|SV|NP|AP|UN|IS|IA)-\d+\b/g)].map(match => match[0]))
  expect(rules.filter(rule => !cited.has(rule))).toEqual([])
  expect(rules.length).toBeGreaterThan(30)
})

test('every rule that the code cites is in a SPEC', () => {
  const code = files
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')
  const cited = new Set([...code.matchAll(/\b(?:GW|IN|SV|NP|AP|UN|IS|IA)-\d+\b/g)].map(match => match[0]))
  expect([...cited].filter(rule => !rules.includes(rule))).toEqual([])
})

test('every code that the engine says has its words in both languages', () => {
  const code = files
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('words.ts'))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')
  const said = new Set(
    [
      ...code.matchAll(
        /(?:makeStep|report|problem|refuse|fail|failTls|missing|invalid)\(\s*(?:[\w.]+,\s*(?:\[[^\]]*\],\s*)?)?'([a-z][\w]*(?:\.[\w]+)+)'/g,
      ),
    ].map(match => match[1]!),
  )
  expect([...said].filter(name => !Object.hasOwn(words, name))).toEqual([])
  expect(said.size).toBeGreaterThan(40)
})

test('the two languages speak of the same facts', () => {
  const names = (text: string): string =>
    [...new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]))].sort().join(' ')
  expect(
    Object.entries(words)
      .filter(([, { en, ko }]) => names(en) !== names(ko))
      .map(([code]) => code),
  ).toEqual([])
})
