import { describe, expect, test } from 'vitest'
import { app } from '../../test/ask.ts'
import { checkPlan, planned, workbench } from '../../test/workbench.ts'
import type { Plan } from './plan.ts'
import { shared } from './weigh.ts'

const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec:
  gatewayClassName: any
  listeners:
    - name: http   # the only door
      port: 80
      protocol: HTTP
`

const route = (spec: string, namespace = 'default', kind = 'HTTPRoute'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: r, namespace: ${namespace}}
spec:
${spec}`

const split = route(`  parentRefs: [{name: edge}]
  rules:
    - backendRefs:
        - name: one # the old one
          port: 80
          weight: 9
        - {name: two, port: 80}
        - name: three
          port: 80
          weight: 0
`)

describe('a share drawn by hand', () => {
  test.each([
    [[9, 1, 0], 0, 50, [50, 50, 0]],
    [[1, 1, 1], 1, 34, [33, 34, 33]],
    [[1, 1, 1], 0, 0, [0, 50, 50]],
    [[1, 0, 0], 0, 40, [40, 30, 30]],
    [[5, 5], 1, 100, [0, 100]],
    [[1, 2, 4], 0, 1, [1, 33, 66]],
  ])('%o: item %i gets %i %%', (weights, index, percent, want) => {
    expect(shared(weights, index, percent)).toEqual(want)
    expect(shared(weights, index, percent).reduce((a, b) => a + b, 0)).toBe(100)
  })

  test('is written as weights of all the rule’s backends, and nothing else moves', () => {
    const bench = workbench(app('one') + app('two') + app('three') + gateway + split)
    const edge = bench.edge('one')
    checkPlan(
      bench,
      { kind: 'weigh', edge, percent: 25 },
      `        - name: one # the old one
          port: 80
          weight: 25
        - {name: two, port: 80, weight: 75}
        - name: three
          port: 80
          weight: 0
`,
    )
  })

  test('a backend that is alone has nothing to share', () => {
    const alone = route('  parentRefs: [{name: edge}]\n  rules: [{backendRefs: [{name: one, port: 80}]}]\n')
    const bench = workbench(app('one') + gateway + alone)
    expect(bench.plan({ kind: 'weigh', edge: bench.edge('one'), percent: 10 })).toMatchObject({
      kind: 'refused',
      code: 'command.noShare',
    })
  })
})

describe('what can be added', () => {
  const rule = route(`  parentRefs: [{name: edge}]
  rules:
    - matches:
        - path: {type: PathPrefix, value: /a}
      backendRefs: [{name: one, port: 80}]
`)
  const bench = workbench(app('one') + gateway + rule)
  const doc = bench.doc('HTTPRoute', 'r')
  const row = ['spec', 'rules', 0]

  test('to a rule: everything that may stand beside backends', () => {
    expect(bench.extensions(doc, row)).toEqual([
      'match',
      'filter:RequestHeaderModifier',
      'filter:ResponseHeaderModifier',
      'filter:URLRewrite',
      'filter:RequestMirror',
      'filter:CORS',
      'timeouts',
      'retry',
    ])
  })

  test('a rule without backends may redirect; one that redirects may not forward', () => {
    const bare = workbench(gateway + route('  rules:\n    - matches: [{path: {value: /a}}]\n'))
    const parts = bare.extensions(bare.doc('HTTPRoute', 'r'), row)
    expect(parts).toContain('filter:RequestRedirect')
    const redirecting = workbench(
      app('one') +
        gateway +
        route('  rules:\n    - filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]\n'),
    )
    const left = redirecting.extensions(redirecting.doc('HTTPRoute', 'r'), row)
    for (const part of ['filter:URLRewrite', 'filter:RequestMirror', 'timeouts', 'retry'])
      expect(left).not.toContain(part)
  })

  test.each([
    ['rule', null, '    - matches:\n        - path:\n            type: PathPrefix\n            value: /new\n'],
    ['match', row, '        - path:\n            type: PathPrefix\n            value: /new\n'],
    ['timeouts', row, '      timeouts:\n        request: 10s\n'],
  ])('%s is written in the document’s own style', (part, at, want) => {
    expect(planned(bench, { kind: 'extend', doc, row: at, part })).toContain(want)
  })

  test('every part that is offered leaves a route without problems of its own', () => {
    for (const part of bench.extensions(doc, row)) {
      const text = planned(bench, { kind: 'extend', doc, row, part })
      expect(workbench(text).problems('error')).toEqual([])
    }
  })

  test('a listener on a port that none has, under a name that is free', () => {
    const text = planned(bench, { kind: 'extend', doc: bench.doc('Gateway', 'edge'), row: null, part: 'listener' })
    expect(text).toContain('    - name: http-2\n      port: 8080\n      protocol: HTTP\n')
  })

  test('what is not offered is refused', () => {
    expect(bench.plan({ kind: 'extend', doc, row, part: 'filter:RequestRedirect' })).toMatchObject({
      kind: 'refused',
      code: 'command.notExtended',
    })
  })
})

describe('lines of every kind of route', () => {
  const parent = 'apiVersion: gateway.networking.k8s.io/v1\n'
  test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])(
    '%s: to a listener, and to a Service',
    kind => {
      const version = kind === 'TCPRoute' || kind === 'UDPRoute' ? 'v1alpha2' : 'v1'
      const text = route('  rules: [{backendRefs: []}]\n', 'default', kind).replace('/v1\n', `/${version}\n`)
      const bench = workbench(app('one') + gateway + text)
      const attached = planned(bench, {
        kind: 'connect',
        from: bench.doc('Gateway', 'edge'),
        fromRow: null,
        to: bench.doc(kind, 'r'),
        toRow: null,
      })
      expect(attached).toMatch(/parentRefs:\n +- name: edge\n/)
      const sent = planned(bench, {
        kind: 'connect',
        from: bench.doc(kind, 'r'),
        fromRow: 'spec/rules/0',
        to: bench.doc('Service', 'one'),
        toRow: null,
      })
      expect(sent).toMatch(/name: one,? *\n? *port: 80/)
    },
  )

  test('a ListenerSet names its Gateway, and a route names the ListenerSet', () => {
    const set = `---\n${parent}kind: ListenerSet\nmetadata: {name: more, namespace: default}\nspec: {listeners: [{name: a, port: 81, protocol: HTTP}]}\n`
    const bench = workbench(gateway + set + route('  rules: [{}]\n'))
    const from = bench.doc('Gateway', 'edge')
    const to = bench.doc('ListenerSet', 'more')
    expect(planned(bench, { kind: 'connect', from, fromRow: null, to, toRow: null })).toContain(
      'parentRef: {name: edge}',
    )
    expect(
      planned(bench, { kind: 'connect', from: to, fromRow: null, to: bench.doc('HTTPRoute', 'r'), toRow: null }),
    ).toContain('kind: ListenerSet')
  })
})

test('a deletion says which references it leaves, and not those that go too', () => {
  const bench = workbench(`apiVersion: v1
kind: Service
metadata:
  name: cart
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
spec:
  rules:
    - backendRefs:
        - name: cart
          port: 80
`)
  const cart = bench.doc('Service', 'cart')
  const notes = (plan: Plan): string[] => (plan.kind === 'edits' ? (plan.notes ?? []).map(({ code }) => code) : [])
  expect(notes(bench.plan({ kind: 'delete', docs: [cart] }))).toEqual(['command.leaves'])
  expect(notes(bench.plan({ kind: 'delete', docs: [cart, bench.doc('HTTPRoute', 'shop')] }))).toEqual([])
})
