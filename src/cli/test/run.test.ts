import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { app } from '../../../test/ask.ts'
import { findCases } from './case-file.ts'
import { runCase } from './run.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const ingress = (className: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: main}\nspec: {ingressClassName: ${className}, defaultBackend: {service: {name: one, port: {number: 80}}}}\n---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: known}\nspec: {controller: example.com/x}\n`

function outcomes(files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return findCases([folder]).flatMap(file => runCase(file).rows.map(row => `${row.kind} ${row.outcome}`))
}

const manifests = 'manifests: [manifests.yaml]\n'
const request = (expect: string): string => `requests:\n  - http: {url: http://h.org/}\n    expect: ${expect}\n`

test.each([
  ['passes what holds', request('{status: 200, backend: {service: one}}'), ['requests passed']],
  ['fails what differs', request('{status: 404}'), ['requests failed']],
  ['does not pass a key that it does not compare', request('{status: 200, moonPhase: full}'), ['requests unsupported']],
  ['does not pass a row that expects nothing', request('{}'), ['requests unsupported']],
  ['names a key that the grammar has not', 'surprise: []\n', ['surprise unsupported']],
  [
    'counts what it cannot simulate, row by row',
    'packets: [{name: a}, {name: b}]\n',
    ['packets unsupported', 'packets unsupported'],
  ],
  ['a complete list is one row', 'diagnostics: []\n', ['diagnostics passed']],
  ['a list that nothing here can make', 'kong: []\n', ['kong unsupported']],
  [
    'an analyzer that nothing here knows',
    'diagnosticsScope: {analyzer: webhook.Analyzer, codes: [IST0139]}\ndiagnostics: []\n',
    ['diagnostics unsupported'],
  ],
  ['a case without rows is one failed row', '', ['case failed']],
] as const)('%s', (_why, rows, want) => {
  const value = {
    'case.yaml': manifests + rows,
    'manifests.yaml': app('one') + ingress('known'),
    'defaults.yaml': 'assume: {profiles: {default: specification}}\n',
  }
  expect(outcomes(value)).toEqual(want)
})

test('a case that is no YAML is one failed row', () => {
  expect(outcomes({ 'case.yaml': 'requests: [\n' })).toEqual(['case failed'])
})

test('a missing manifest is one failed row', () => {
  expect(outcomes({ 'case.yaml': `${manifests}${request('{status: 200}')}` })).toEqual(['case failed'])
})

test('extra.yaml is read beside its case, over the same manifests', () => {
  const files = {
    'x/case.yaml': `${manifests}${request('{status: 200}')}`,
    'x/extra.yaml': request('{status: 404}'),
    'x/manifests.yaml': app('one') + ingress('known'),
    'defaults.yaml': 'assume: {profiles: {default: specification}}\n',
  }
  expect(outcomes(files)).toEqual(['requests passed', 'requests failed'])
})

test.each([
  ['IN-8', 'known', 'assigned'],
  ['IN-8', 'nobody', 'none'],
] as const)('[%s] class %s: an address is %s', (_rule, className, want) => {
  const files = {
    'case.yaml': `${manifests}resources: [{kind: Ingress, namespace: default, name: main, loadBalancer: ${want}}]\n`,
    'manifests.yaml': app('one') + ingress(className),
  }
  expect(outcomes(files)).toEqual(['resources passed'])
})

test('a row about one of several parentRefs: told apart by section or port, else any of them may be meant', () => {
  const files = {
    'case.yaml': `${manifests}resources:
  - {kind: HTTPRoute, namespace: default, name: r, parent: default/edge, port: 80, conditions: [{type: Accepted, status: "True"}]}
  - {kind: HTTPRoute, namespace: default, name: r, parent: default/edge, port: 81, conditions: [{type: Accepted, status: "True"}]}
  - {kind: HTTPRoute, namespace: default, name: r, parent: default/edge, conditions: [{type: Accepted, status: "False"}]}
  - {kind: HTTPRoute, namespace: default, name: r, parent: default/other, conditions: [{type: Accepted, status: "True"}]}
  - {kind: Gateway, namespace: default, name: edge, conditions: [{type: Programmed, status: "False", reason: AddressNotUsable}]}
`,
    'manifests.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec: {gatewayClassName: istio, listeners: [{name: web, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec: {parentRefs: [{name: edge, port: 80}, {name: edge, port: 81}]}
`,
  }
  expect(outcomes(files)).toEqual(['passed', 'failed', 'passed', 'failed', 'passed'].map(word => `resources ${word}`))
})
