import { expect, test } from 'vitest'
import { app, project } from '../../test/ask.ts'
import { shadowedRules } from './index.ts'

const gateway = (listeners: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec: {gatewayClassName: any, listeners: ${listeners}}
`
const route = (name: string, spec: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: default}
spec: ${spec}
`
const to = 'backendRefs: [{name: one, port: 80}]'
const cart = `rules: [{matches: [{path: {value: /cart}}], ${to}}]`

const rows: readonly (readonly [why: string, yaml: string, want: readonly string[]])[] = [
  [
    'a later rule with the same match is never reached',
    gateway('[{name: http, port: 80, protocol: HTTP}]') +
      route(
        'r',
        `{parentRefs: [{name: edge}], rules: [{matches: [{path: {value: /cart}}], ${to}}, {matches: [{path: {value: /cart}}], ${to}}]}`,
      ),
    ['route.shadowed /cart/* on spec/rules/1/matches/0, for example GET http://example.com/cart'],
  ],
  [
    'a longer prefix is reached',
    gateway('[{name: http, port: 80, protocol: HTTP}]') +
      route('r', `{parentRefs: [{name: edge}], rules: [{${to}}, {matches: [{path: {value: /cart}}], ${to}}]}`),
    [],
  ],
  [
    'one of two hostnames is taken by an earlier route: the other still counts',
    gateway('[{name: http, port: 80, protocol: HTTP}]') +
      route('a', `{parentRefs: [{name: edge}], hostnames: [a.org], ${cart}}`) +
      route('b', `{parentRefs: [{name: edge}], hostnames: [a.org, b.org], ${cart}}`),
    ['route.partlyShadowed /cart/* on spec/rules/0/matches/0, for example GET http://a.org/cart; a.org on http'],
  ],
  [
    'one of two listeners is taken by an earlier route',
    gateway('[{name: http, port: 80, protocol: HTTP}, {name: alt, port: 81, protocol: HTTP}]') +
      route('a', `{parentRefs: [{name: edge, sectionName: alt}], ${cart}}`) +
      route('b', `{parentRefs: [{name: edge}], ${cart}}`),
    ['route.partlyShadowed /cart/* on spec/rules/0/matches/0, for example GET http://example.com/cart; * on alt'],
  ],
  [
    'each listener by another route: nothing is left',
    gateway('[{name: http, port: 80, protocol: HTTP}, {name: alt, port: 81, protocol: HTTP}]') +
      route('a', `{parentRefs: [{name: edge, sectionName: alt}], ${cart}}`) +
      route('b', `{parentRefs: [{name: edge, sectionName: http}], ${cart}}`) +
      route('c', `{parentRefs: [{name: edge}], ${cart}}`),
    ['route.shadowed /cart/* on spec/rules/0/matches/0, for example GET http://example.com/cart'],
  ],
  [
    'of two matches of a rule the one that says nothing new is marked',
    gateway('[{name: http, port: 80, protocol: HTTP}]') +
      route(
        'r',
        `{parentRefs: [{name: edge}], rules: [{matches: [{path: {value: /cart}}, {path: {value: /cart/}}], ${to}}]}`,
      ),
    ['route.shadowed /cart/* on spec/rules/0/matches/0, for example GET http://example.com/cart'],
  ],
]

test.each(rows)('%s', (_why, yaml, want) => {
  const said = shadowedRules(project(app('one') + yaml).flow).map(({ code, at, facts }) => {
    const { match, witness, hosts, listeners } = facts
    const list = (fact: typeof hosts): string =>
      fact?.is === 'list' ? fact.items.map(item => ('value' in item ? item.value : '')).join(', ') : ''
    const where = hosts === undefined ? '' : `; ${list(hosts)} on ${list(listeners)}`
    const text = (fact: typeof match): string => (fact?.is === 'text' ? fact.value : '')
    return `${code} ${text(match)} on ${at.path.join('/')}, for example ${text(witness)}${where}`
  })
  expect(said).toEqual(want)
})
