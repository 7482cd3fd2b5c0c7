import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCases } from '../src/cli/test/case-file.ts'
import type { Row } from '../src/cli/test/row.ts'
import { runCase } from '../src/cli/test/run.ts'

const corpus = resolve(import.meta.dirname, '../../shared/corpus')
const isPresent = existsSync(corpus)
if (!isPresent) console.info('corpus.test.ts: skipped, ../shared/corpus is not beside the project')

function rowsOf(suite: string, only = /./): (Row & { readonly file: string })[] {
  return findCases([join(corpus, suite)])
    .filter(file => only.test(file))
    .flatMap(file => runCase(file).rows.map(row => ({ ...row, file })))
}

function notPassed(rows: readonly (Row & { readonly file: string })[]): string[] {
  return rows.filter(row => row.outcome !== 'passed').map(row => `${row.file}: ${row.name}: ${row.outcome}: ${row.why}`)
}

describe.skipIf(!isPresent)('upstream projects’ own expectations', () => {
  test.each(['ingress', 'netpol-k8s-e2e', 'netpol-recipes', 'netpol-api', 'netpol-cyclonus', 'netpol-npguard-eval'])(
    '%s: every row',
    suite => {
      const rows = rowsOf(suite)
      expect(notPassed(rows)).toEqual([])
      expect(rows.length).toBeGreaterThan(30)
    },
  )

  test('gateway-api: every request row of httproute-*', () => {
    const rows = rowsOf('gateway-api', /\/httproute-[^/]+\/case\.yaml$/).filter(row => row.kind === 'requests')
    expect(notPassed(rows)).toEqual([])
    expect(rows.length).toBeGreaterThan(100)
  })

  test('gateway-api: every condition of a status that manifests decide', () => {
    const rows = rowsOf('gateway-api').filter(row => row.kind === 'resources' && row.outcome !== 'unsupported')
    expect(notPassed(rows)).toEqual([])
    expect(rows.length).toBeGreaterThan(300)
  })

  test('netpol-npguard: what is reachable, and why, wherever one network joins all pods', () => {
    const rows = rowsOf('netpol-npguard').filter(row => row.outcome !== 'unsupported')
    expect(notPassed(rows)).toEqual([])
    expect(rows.length).toBeGreaterThan(2000)
  })

  test.each(['gateway-api', 'ingress-nginx', 'netpol-api', 'netpol-cyclonus', 'netpol-npguard-eval'])(
    '%s: no answer is wrong',
    suite => {
      expect(
        rowsOf(suite)
          .filter(row => row.outcome === 'failed')
          .map(row => `${row.file}: ${row.name}: ${row.why}`),
      ).toEqual([])
    },
  )
})
