import { expect, test } from 'vitest'
import { app, project, request } from '../../test/ask.ts'
import { shadowedRules, trace } from '../flow/index.ts'

const base = `${app('one')}${app('two')}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}
`
const route = (name: string, rules: string, more = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}}
spec: {parentRefs: [{name: edge}], ${more}rules: ${rules}}
`
const match = (text: string, to = 'one'): string => `{matches: [{${text}}], backendRefs: [{name: ${to}, port: 80}]}`

test.each([
  [
    'the same match twice',
    route('r', `[${match('path: {value: /a}')}, ${match('path: {value: /a}', 'two')}]`),
    ['/a/*'],
  ],
  [
    'the same match in a younger route',
    route('a', `[${match('path: {value: /a}')}]`) + route('b', `[${match('path: {value: /a}')}]`),
    ['/a/*'],
  ],
  [
    'a narrower path is not shadowed',
    route('r', `[${match('path: {value: /a}')}, ${match('path: {value: /a/b}')}]`),
    [],
  ],
  [
    'a condition more is not shadowed',
    route('r', `[${match('path: {value: /a}')}, ${match('path: {value: /a}, method: GET')}]`),
    [],
  ],
  [
    'one that is reached for another hostname is not',
    route('a', `[${match('path: {value: /a}')}]`, 'hostnames: [x.org], ') +
      route('b', `[${match('path: {value: /a}')}]`, 'hostnames: [x.org, y.org], '),
    [],
  ],
  [
    'one that loses on all its hostnames is',
    route('a', `[${match('path: {value: /a}')}]`, 'hostnames: [x.org, y.org], ') +
      route('b', `[${match('path: {value: /a}')}]`, 'hostnames: [x.org, y.org], '),
    ['/a/*'],
  ],
] as const)('%s', (_why, yaml, want) => {
  const { flow } = project(base + yaml)
  const problems = shadowedRules(flow).filter(({ code }) => code === 'route.shadowed')
  expect(problems.map(problem => (problem.facts.match?.is === 'text' ? problem.facts.match.value : ''))).toEqual(want)
  for (const problem of problems) {
    // The witness really goes to the winner.
    const witness = problem.facts.witness?.is === 'text' ? problem.facts.witness.value : ''
    const [method, url] = witness.split(' ')
    const { outcomes } = trace(flow, request({ url: url!, method: method! }))
    expect(JSON.stringify(outcomes[0]?.step.because)).toContain(JSON.stringify(problem.related?.[0]))
  }
})
