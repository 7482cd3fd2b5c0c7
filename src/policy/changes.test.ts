import fc from 'fast-check'
import { expect, test } from 'vitest'
import { app, project } from '../../test/ask.ts'
import { changesBetween, describePorts, PolicyEngine, type PolicyState, policyState, rangeText } from './index.ts'

const policy = (name: string, spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}}\nspec: {${spec}}\n`

function stateOf(yaml: string): PolicyState {
  const { flow } = project(yaml)
  return policyState(flow.cluster, new PolicyEngine(flow.cluster, flow.assumptions))
}

function say(before: PolicyState, after: PolicyState): string[] {
  return changesBetween(before, after).rows.map(({ from, to, before: was, after: is, moved }) => {
    const end = (value: typeof from): string => (value.kind === 'place' ? value.place.name : rangeText(value.range))
    return `${end(from)} > ${end(to)}: ${describePorts(was)} > ${describePorts(is)}${moved ? ' (moved)' : ''}`
  })
}

test('a workload that comes brings its connections, and is told apart from an edit', () => {
  expect(say(stateOf(app('a')), stateOf(app('a') + app('b')))).toEqual([
    'a > b: No Connections > All Connections (moved)',
    'b > a: No Connections > All Connections (moved)',
    'b > 0.0.0.0/0, ::/0: No Connections > All Connections (moved)',
    '0.0.0.0/0, ::/0 > b: No Connections > All Connections (moved)',
  ])
})

test('ranges outside are joined where the change is one', () => {
  const open = policy(
    'p',
    'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/9}}, {ipBlock: {cidr: 10.128.0.0/9}}]}]',
  )
  expect(say(stateOf(app('a') + policy('p', 'podSelector: {}')), stateOf(app('a') + open))).toEqual([
    '10.0.0.0/8 > a: No Connections > All Connections',
  ])
})

const selector = fc.constantFrom('{}', '{matchLabels: {app: a}}', '{matchLabels: {app: b}}', '{matchLabels: {app: z}}')
const rule = fc
  .tuple(selector, fc.constantFrom('', ', ports: [{port: 80}]', ', ports: [{port: 53, protocol: UDP}]'))
  .map(([peer, ports]) => `{from: [{podSelector: ${peer}}]${ports}}`)
const policies = fc.array(fc.tuple(selector, fc.array(rule, { maxLength: 2 })), { maxLength: 3 })
const textOf = (list: readonly (readonly [string, readonly string[]])[]): string =>
  list.map(([pods, rules], i) => policy(`p${i}`, `podSelector: ${pods}, ingress: [${rules.join(', ')}]`)).join('')

test('says for every pair just what differs, and counts it', () => {
  const apps = app('a') + app('b') + app('c')
  fc.assert(
    fc.property(policies, policies, (was, is) => {
      const before = stateOf(apps + textOf(was))
      const after = stateOf(apps + textOf(is))
      const want: string[] = []
      for (const from of before.places)
        for (const to of before.places) {
          if (from.key === to.key) continue
          const portsIn = ({ engine, places }: PolicyState): string => {
            const doc = (key: string) => ({ kind: 'pods' as const, doc: places.find(place => place.key === key)!.doc })
            return describePorts(engine.portsBetween(doc(from.key), doc(to.key)).ports)
          }
          const [old, now] = [portsIn(before), portsIn(after)]
          if (old !== now) want.push(`${from.name} > ${to.name}: ${old} > ${now}`)
        }
      const changes = changesBetween(before, after)
      expect(
        say(before, after)
          .filter(line => !line.includes('0.0.0.0') && !line.includes('0:0'))
          .sort(),
      ).toEqual(want.sort())
      expect(changes.rows.length).toBeLessThanOrEqual(changes.gained + changes.lost)
    }),
    { numRuns: 60 },
  )
})
