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

  test.each([
    ['sim', 250],
    ['routing', 230],
    ['bookinfo', 50],
    ['normalization', 50],
    ['select', 20],
    ['route', 15],
    ['locality', 5],
    ['mirror', 3],
    ['helloworld', 3],
    ['httpbin', 1],
    ['custom', 0],
  ] as const)('istio: no answer of %s is wrong', (family, least) => {
    const rows = rowsOf('istio', new RegExp(`/${family}-[^/]+/case\\.yaml$`)).filter(
      row => row.outcome !== 'unsupported',
    )
    expect(notPassed(rows)).toEqual([])
    expect(rows.length).toBeGreaterThan(least)
  })

  test('istio: the status of Gateway API, wherever the manifests hold what the row speaks about', () => {
    const rows = rowsOf('istio', /\/gwapi-status-[^/]+\/case\.yaml$/)
    const without = new Set([
      // Secrets, ConfigMaps and labels of namespaces that only the source test has.
      'gwapi-status-backend-tls-client-cert',
      'gwapi-status-backend-tls-policy',
      'gwapi-status-frontend-tls-invalid',
      'gwapi-status-frontend-tls-refgrant',
      'gwapi-status-invalid',
      'gwapi-status-listenerset-https-missing-tls',
      'gwapi-status-route-binding',
      // Two objects without a UID count as one there.
      'gwapi-status-mix-backend-policy',
    ])
    expect(notPassed(rows.filter(({ file }) => !without.has(file.split(/[\\/]/).at(-2) ?? '')))).toEqual([])
    expect(rows.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(300)
  })
})
