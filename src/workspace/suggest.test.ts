import { expect, test } from 'vitest'
import { app, project } from '../../test/ask.ts'
import type { Path } from '../text/index.ts'
import { readPlain, type YamlValue } from '../yaml/index.ts'
import { countSelected, suggest, suggestKeys } from './suggest.ts'

const { cluster } = project(`${app('cart', 'shop')}${app('cart-next', 'shop')}${app('pay', 'payments')}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {gatewayClassName: any, listeners: [{name: web, port: 80, protocol: HTTP}, {name: tls, port: 443, protocol: HTTPS}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: any}
spec: {controllerName: example.com/any}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: d, namespace: shop}
spec: {host: cart, subsets: [{name: v1, labels: {version: v1}}]}
`)

const read = (yaml: string): YamlValue => {
  const result = readPlain(yaml)
  if (!result.ok) throw new Error(result.message)
  return result.value as YamlValue
}

const route = read(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra, sectionName: x}]
  rules: [{backendRefs: [{name: cart, port: 1}, {name: pay, namespace: payments, port: 1}]}]
`)
const policy = read(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec: {podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}]}
`)
const virtual = read(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v, namespace: shop}
spec: {hosts: [cart], gateways: [x], http: [{route: [{destination: {host: cart, subset: x, port: {number: 1}}}]}]}
`)

const rows: readonly (readonly [YamlValue, Path, readonly (string | number)[]])[] = [
  [route, ['spec', 'rules', 0, 'backendRefs', 0, 'name'], ['cart', 'cart-next']],
  [route, ['spec', 'rules', 0, 'backendRefs', 1, 'name'], ['pay']],
  [route, ['spec', 'rules', 0, 'backendRefs', 1, 'port'], [80]],
  [route, ['spec', 'parentRefs', 0, 'name'], ['edge']],
  [route, ['spec', 'parentRefs', 0, 'sectionName'], ['web', 'tls']],
  [route, ['spec', 'hostnames', 0], []],
  [policy, ['spec', 'podSelector', 'matchLabels', 'app'], ['cart', 'cart-next']],
  [policy, ['spec', 'ingress', 0, 'ports', 0, 'port'], ['web', 8080]],
  [virtual, ['spec', 'http', 0, 'route', 0, 'destination', 'subset'], ['v1']],
  [virtual, ['spec', 'http', 0, 'route', 0, 'destination', 'port', 'number'], [80]],
  [virtual, ['spec', 'gateways', 0], ['mesh']],
  [read('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway'), ['spec', 'gatewayClassName'], ['any']],
]

test.each(rows)('%#: values of the cluster for %s', (value, path, want) => {
  const found = suggest(cluster, value, path).map(suggestion => suggestion.value)
  expect(found.filter(item => want.includes(item))).toEqual(want)
  if (want.length === 0) expect(found).toEqual([])
})

test('hosts of a mesh are written so that they resolve from where they stand', () => {
  const found = suggest(cluster, virtual, ['spec', 'http', 0, 'route', 0, 'destination', 'host'])
  expect(found.map(({ value }) => value)).toEqual(['pay.payments.svc.cluster.local', 'cart', 'cart-next'])
})

test('keys of labels, and what a selector takes', () => {
  expect(suggestKeys(cluster, policy, ['spec', 'podSelector', 'matchLabels']).map(({ value }) => value)).toEqual([
    'app',
  ])
  expect(suggestKeys(cluster, policy, ['metadata', 'labels'])).toEqual([])
  expect(countSelected(cluster, policy, ['spec', 'podSelector', 'matchLabels'])).toEqual({ of: 'pods', count: 2 })
  expect(countSelected(cluster, policy, ['spec', 'ingress', 0, 'from', 0, 'namespaceSelector', 'matchLabels'])).toEqual(
    { of: 'namespaces', count: 1 },
  )
  expect(countSelected(cluster, policy, ['metadata'])).toBeNull()
})

test('nothing that is half typed makes it throw', () => {
  for (const value of [undefined, null, 'x', 3, [], read('kind: HTTPRoute\nspec: 3')] as (YamlValue | undefined)[])
    for (const path of [[], ['spec'], ['spec', 'rules', 0, 'backendRefs', 0, 'name'], ['spec', 'selector', 'a']])
      expect(Array.isArray(suggest(cluster, value, path))).toBe(true)
})
