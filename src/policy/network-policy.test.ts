import { describe, expect, test } from 'vitest'
import { project, readAssume } from '../../test/ask.ts'
import { trace } from '../flow/index.ts'

const pod = (name: string, labels: string, more = '', namespace = 'default'): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}
spec:
  ${more}
  containers: [{name: c, image: i, ports: [{name: web, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}]
`
const withIp = (yaml: string, ip: string): string => `${yaml}status: {podIP: ${ip}}\n`
const pods =
  withIp(pod('a', 'app: a'), '10.0.0.1') +
  withIp(pod('b', 'app: b'), '10.0.0.2') +
  pod('far', 'app: a', '', 'other') +
  '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: other, labels: {team: x}}\n'
const policy = (spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: ${spec}\n`
const onB = 'podSelector: {matchLabels: {app: b}}'

interface Row {
  readonly rule: string
  readonly why: string
  readonly yaml: string
  readonly from?: string
  readonly to?: string
  readonly port?: number | string
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly want: 'delivered' | 'refused' | 'unknown'
  readonly assume?: string
}

const rows: readonly Row[] = [
  { rule: 'NP-1', why: 'ingress is the default type', yaml: policy(`{${onB}}`), want: 'refused' },
  {
    rule: 'NP-1',
    why: 'an empty egress list alone does not isolate',
    yaml: policy('{podSelector: {matchLabels: {app: a}}, egress: []}'),
    want: 'delivered',
  },
  {
    rule: 'NP-1',
    why: 'one egress rule does',
    yaml: policy('{podSelector: {matchLabels: {app: a}}, egress: [{to: [{podSelector: {matchLabels: {app: z}}}]}]}'),
    want: 'refused',
  },
  {
    rule: 'NP-1',
    why: 'types that are listed count alone',
    yaml: policy(`{${onB}, policyTypes: [Egress], ingress: []}`),
    want: 'delivered',
  },
  { rule: 'NP-2', why: 'an empty rule takes every peer', yaml: policy(`{${onB}, ingress: [{}]}`), want: 'delivered' },
  { rule: 'NP-2', why: 'no rules allow nothing', yaml: policy(`{${onB}, ingress: []}`), want: 'refused' },
  { rule: 'NP-2', why: 'a null from is every peer', yaml: policy(`{${onB}, ingress: [{from: }]}`), want: 'delivered' },
  {
    rule: 'NP-2',
    why: 'an empty namespaceSelector is every pod but no address outside',
    yaml: policy(`{${onB}, ingress: [{from: [{namespaceSelector: {}}]}]}`),
    from: '203.0.113.9',
    want: 'refused',
  },
  {
    rule: 'NP-3',
    why: 'podSelector alone stays in its namespace',
    yaml: policy(`{${onB}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}`),
    from: 'other/far',
    want: 'refused',
  },
  {
    rule: 'NP-3',
    why: 'two selectors in one peer must both hold',
    yaml: policy(
      `{${onB}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}, podSelector: {matchLabels: {app: z}}}]}]}`,
    ),
    from: 'other/far',
    want: 'refused',
  },
  {
    rule: 'NP-3',
    why: 'two peers are alternatives',
    yaml: policy(
      `{${onB}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}}, {podSelector: {matchLabels: {app: z}}}]}]}`,
    ),
    from: 'other/far',
    want: 'delivered',
  },
  {
    rule: 'NP-3',
    why: 'every namespace has its name as a label',
    yaml: policy(
      `{${onB}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}}]}]}`,
    ),
    want: 'delivered',
  },
  {
    rule: 'NP-4',
    why: 'what one policy allows is allowed',
    yaml: policy(`{${onB}, ingress: []}`) + policy(`{${onB}, ingress: [{}]}`).replace('name: p', 'name: q'),
    want: 'delivered',
  },
  {
    rule: 'NP-4',
    why: 'both directions must hold',
    yaml:
      policy(`{${onB}, ingress: [{}]}`) +
      policy('{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress]}').replace('name: p', 'name: q'),
    want: 'refused',
  },
  {
    rule: 'NP-8',
    why: 'ipBlock takes a pod by its address',
    yaml: policy(`{${onB}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}`),
    want: 'delivered',
  },
  {
    rule: 'NP-8',
    why: 'without its exceptions',
    yaml: policy(`{${onB}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.1/32]}}]}]}`),
    want: 'refused',
  },
  {
    rule: 'NP-8',
    why: 'never, when it is assumed so',
    yaml: policy(`{${onB}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}`),
    assume: 'networkPolicy: {ipBlockMatchesPods: never}',
    want: 'refused',
  },
  {
    rule: 'NP-8',
    why: 'an address that is not known and decides',
    yaml: policy(`{${onB}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]}`),
    from: 'other/far',
    want: 'unknown',
  },
  {
    rule: 'NP-8',
    why: 'every address is in 0.0.0.0/0',
    yaml: policy(`{${onB}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}`),
    from: 'other/far',
    want: 'delivered',
  },
  {
    rule: 'NP-9',
    why: 'a named port is the destination’s',
    yaml: policy(`{${onB}, ingress: [{ports: [{port: web}]}]}`),
    want: 'delivered',
  },
  {
    rule: 'NP-9',
    why: 'with the same protocol',
    yaml: policy(`{${onB}, ingress: [{ports: [{port: dns}]}]}`),
    port: 53,
    protocol: 'UDP',
    want: 'refused',
  },
  {
    rule: 'NP-10',
    why: 'protocol is TCP when missing',
    yaml: policy(`{${onB}, ingress: [{ports: [{port: 80}]}]}`),
    protocol: 'SCTP',
    want: 'refused',
  },
  {
    rule: 'NP-10',
    why: 'endPort is inside',
    yaml: policy(`{${onB}, ingress: [{ports: [{port: 70, endPort: 80}]}]}`),
    want: 'delivered',
  },
  {
    rule: 'NP-10',
    why: 'a protocol without port is all of them',
    yaml: policy(`{${onB}, ingress: [{ports: [{protocol: UDP}]}]}`),
    port: 999,
    protocol: 'UDP',
    want: 'delivered',
  },
  {
    rule: 'NP-12',
    why: 'a pod reaches itself',
    yaml: policy(`{${onB}, ingress: []}`),
    from: 'default/b',
    want: 'delivered',
  },
  {
    rule: 'NP-12',
    why: 'unless policies are assumed to apply',
    yaml: policy(`{${onB}, ingress: []}`),
    from: 'default/b',
    assume: 'networkPolicy: {loopback: policy}',
    want: 'refused',
  },
  {
    rule: 'NP-13',
    why: 'a pod on its node’s network is never selected',
    yaml: pod('b', 'app: b', 'hostNetwork: true') + policy(`{${onB}, ingress: []}`),
    want: 'delivered',
  },
  {
    rule: 'NP-13',
    why: 'unless it is assumed to be a pod like others',
    yaml: pod('b', 'app: b', 'hostNetwork: true') + policy(`{${onB}, ingress: []}`),
    assume: 'networkPolicy: {hostNetworkPods: asPods}',
    want: 'refused',
  },
]

describe('rows', () => {
  test.each(rows)('[$rule] $why', row => {
    const derivations = project(pods + row.yaml, row.assume ?? '')
    const from = row.from ?? 'default/a'
    const [namespace, name] = from.split('/')
    const answer = trace(
      { ...derivations.flow, assumptions: readAssume(row.assume ?? '') },
      {
        from: name === undefined ? { kind: 'external', ip: from } : { kind: 'pod', namespace: namespace!, name },
        to: null,
        http: null,
        connection: {
          to: { kind: 'pod', namespace: 'default', name: 'b' },
          port: row.port ?? 80,
          protocol: row.protocol ?? 'TCP',
        },
      },
    )
    expect(answer.outcomes.map(outcome => outcome.verdict.kind)).toEqual([row.want])
  })
})

test('[NP-14] policies see the pod and its own port, never the Service', () => {
  const service =
    '---\napiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {selector: {app: b}, ports: [{port: 5001, targetPort: 80}]}\n'
  const ask = (port: number): string | undefined => {
    const derivations = project(pods + service + policy(`{${onB}, ingress: [{ports: [{port: ${port}}]}]}`))
    return trace(derivations.flow, {
      from: { kind: 'pod', namespace: 'default', name: 'a' },
      to: null,
      http: null,
      connection: { to: { kind: 'service', namespace: 'default', name: 'b' }, port: 5001, protocol: 'TCP' },
    }).outcomes[0]?.verdict.kind
  }
  expect(ask(80)).toBe('delivered')
  expect(ask(5001)).toBe('refused')
})
