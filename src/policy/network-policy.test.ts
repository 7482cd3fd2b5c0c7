import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { project, readAssume } from '../../test/ask.ts'
import { trace } from '../flow/index.ts'
import { parseAddress } from '../match/index.ts'
import { intersect, isNothing, onePort, PolicyEngine } from './index.ts'

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

const udn = (role: string): string =>
  `---\napiVersion: k8s.ovn.org/v1\nkind: UserDefinedNetwork\nmetadata: {name: u, namespace: far}\nspec: {topology: Layer2, layer2: {role: ${role}}}\n`

const labelled = (namespace: string): string =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}, labels: {net: own, k8s.ovn.org/primary-user-defined-network: ''}}\n`
const wide = (selector: string): string =>
  `---\napiVersion: k8s.ovn.org/v1\nkind: ClusterUserDefinedNetwork\nmetadata: {name: w}\nspec: {namespaceSelector: ${selector}, network: {topology: Layer2, layer2: {role: Primary}}}\n`

const byNames = (action: string): string =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: names}\nspec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: ${action}, to: [{domainNames: ['*.example.com']}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]}\n`

interface Row {
  readonly rule: string
  readonly why: string
  readonly yaml: string
  readonly from?: string
  /** An address instead of the pod `b`. */
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
  {
    rule: 'NP-15',
    why: 'a pod on the network of the node that the destination runs on always enters',
    yaml:
      policy('{podSelector: {}}') +
      pod('agent', 'app: agent', 'nodeName: n1\n  hostNetwork: true') +
      pod('b', 'app: b', 'nodeName: n1'),
    from: 'default/agent',
    want: 'delivered',
  },
  {
    rule: 'NP-15',
    why: 'one on another node does not',
    yaml:
      policy('{podSelector: {}}') +
      pod('agent', 'app: agent', 'nodeName: n2\n  hostNetwork: true') +
      pod('b', 'app: b', 'nodeName: n1'),
    from: 'default/agent',
    want: 'refused',
  },
  {
    rule: 'UN-1',
    why: 'a primary network of its namespace parts its pods from all others',
    yaml: `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: far, labels: {k8s.ovn.org/primary-user-defined-network: ''}}\n${udn('Primary')}${pod('a', 'app: a', '', 'far')}`,
    from: 'far/a',
    want: 'refused',
  },
  {
    rule: 'UN-1',
    why: 'not without the label on the namespace',
    yaml: `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: far}\n${udn('Primary')}${pod('a', 'app: a', '', 'far')}`,
    from: 'far/a',
    want: 'delivered',
  },
  {
    rule: 'UN-1',
    why: 'a secondary network parts nobody',
    yaml: `${labelled('far')}${udn('Secondary')}${pod('a', 'app: a', '', 'far')}`,
    from: 'far/a',
    want: 'delivered',
  },
  {
    rule: 'UN-1',
    why: 'one network of the cluster joins the namespaces that it selects',
    yaml: `${labelled('far')}${labelled('default')}${wide('{matchLabels: {net: own}}')}${pod('a', 'app: a', '', 'far')}`,
    from: 'far/a',
    want: 'delivered',
  },
  {
    rule: 'UN-1',
    why: 'and parts them from the others',
    yaml: `${labelled('far')}${labelled('default')}${wide('{matchLabels: {net: own}}')}`,
    from: 'other/far',
    want: 'refused',
  },
  {
    rule: 'UN-1',
    why: 'addresses outside come in as before',
    yaml: `${labelled('default')}${wide('{matchLabels: {net: own}}')}`,
    from: '203.0.113.9',
    want: 'delivered',
  },
  {
    rule: 'UN-1',
    why: 'policies decide inside',
    yaml: `${labelled('default')}${wide('{matchLabels: {net: own}}')}${policy(`{${onB}}`)}`,
    want: 'refused',
  },
  {
    rule: 'UN-1',
    why: 'no policy joins what networks part',
    yaml: `${labelled('default')}${wide('{matchLabels: {net: own}}')}${policy(`{${onB}, ingress: [{from: [{namespaceSelector: {}}]}]}`)}`,
    from: 'other/far',
    want: 'refused',
  },
  {
    rule: 'AP-5',
    why: 'whether an address is one of a name’s, nothing here tells',
    yaml: byNames('Accept'),
    from: 'default/a',
    to: '203.0.113.9',
    want: 'unknown',
  },
  {
    rule: 'AP-5',
    why: 'a pod is none of them',
    yaml: byNames('Accept'),
    from: 'default/a',
    want: 'refused',
  },
  {
    rule: 'AP-5',
    why: 'a rule that denies cannot name them, and fails closed',
    yaml: byNames('Deny'),
    from: 'default/a',
    to: '203.0.113.9',
    want: 'refused',
  },
  {
    rule: 'AP-5',
    why: 'names that are let through where nothing is shut change nothing',
    yaml: byNames('Accept').replace(/, \{action: Deny.*\}\]\}\]/, ']'),
    from: 'default/a',
    to: '203.0.113.9',
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
          to: row.to === undefined ? { kind: 'pod', namespace: 'default', name: 'b' } : { kind: 'ip', ip: row.to },
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

describe('policies of administrators', () => {
  const admin = (kind: string, spec: string, name = 'x'): string =>
    `---\napiVersion: policy.networking.k8s.io/${kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1'}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`
  const subject = 'subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: b}}}}'
  const rule = (action: string, more = ''): string => `{action: ${action}, from: [{namespaces: {}}]${more}}`
  const anp = (priority: number, rules: string, name: string): string =>
    admin('AdminNetworkPolicy', `{priority: ${priority}, ${subject}, ingress: [${rules}]}`, name)
  const open = policy(`{${onB}, ingress: [{}]}`)
  const shut = policy(`{${onB}, ingress: []}`)

  const adminRows: readonly Row[] = [
    {
      rule: 'AP-1',
      why: 'Deny comes before what a NetworkPolicy allows',
      yaml: anp(1, rule('Deny'), 'x') + open,
      want: 'refused',
    },
    { rule: 'AP-1', why: 'Allow before what one refuses', yaml: anp(1, rule('Allow'), 'x') + shut, want: 'delivered' },
    {
      rule: 'AP-1',
      why: 'the lower priority number first',
      yaml: anp(9, rule('Allow'), 'a') + anp(1, rule('Deny'), 'b'),
      want: 'refused',
    },
    {
      rule: 'AP-1',
      why: 'then rule by rule',
      yaml: anp(1, `${rule('Allow')}, ${rule('Deny')}`, 'x'),
      want: 'delivered',
    },
    {
      rule: 'AP-1',
      why: 'selecting alone isolates nothing',
      yaml: anp(1, rule('Allow', ', ports: [{portNumber: {protocol: TCP, port: 9}}]'), 'x'),
      want: 'delivered',
    },
    {
      rule: 'AP-2',
      why: 'Pass leaves it to NetworkPolicies',
      yaml: anp(1, `${rule('Pass')}, ${rule('Allow')}`, 'x') + shut,
      want: 'refused',
    },
    {
      rule: 'AP-2',
      why: 'the baseline is asked where none isolates',
      yaml: admin('BaselineAdminNetworkPolicy', `{${subject}, ingress: [${rule('Deny')}]}`, 'default'),
      want: 'refused',
    },
    {
      rule: 'AP-2',
      why: 'and not where one does',
      yaml: admin('BaselineAdminNetworkPolicy', `{${subject}, ingress: [${rule('Deny')}]}`, 'default') + open,
      want: 'delivered',
    },
    {
      rule: 'AP-2',
      why: 'a ClusterNetworkPolicy of the baseline tier',
      yaml: admin('ClusterNetworkPolicy', `{tier: Baseline, priority: 1, ${subject}, ingress: [${rule('Deny')}]}`),
      want: 'refused',
    },
    {
      rule: 'AP-3',
      why: 'a port by name has its container’s protocol',
      yaml: anp(1, rule('Deny', ', ports: [{namedPort: dns}]'), 'x'),
      port: 53,
      protocol: 'UDP',
      want: 'refused',
    },
    {
      rule: 'AP-4',
      why: 'a Deny with an unknown peer denies',
      yaml: anp(1, '{action: Deny, from: [{planets: {}}]}', 'x'),
      want: 'refused',
    },
    {
      rule: 'AP-4',
      why: 'an Allow with one allows nothing',
      yaml: anp(1, '{action: Allow, from: [{planets: {}}]}', 'x') + shut,
      want: 'refused',
    },
  ]

  test.each(adminRows)('[$rule] $why', row => {
    const derivations = project(pods + row.yaml)
    const answer = trace(derivations.flow, {
      from: { kind: 'pod', namespace: 'default', name: 'a' },
      to: null,
      http: null,
      connection: {
        to: { kind: 'pod', namespace: 'default', name: 'b' },
        port: row.port ?? 80,
        protocol: row.protocol ?? 'TCP',
      },
    })
    expect(answer.outcomes.map(outcome => outcome.verdict.kind)).toEqual([row.want])
  })
})

describe('the ports that are open and the answer for one port agree', () => {
  const labels = ['app: a', 'app: b', 'tier: x']
  const peer = fc.constantFrom(
    '{podSelector: {matchLabels: {app: a}}}',
    '{namespaceSelector: {}}',
    '{namespaceSelector: {matchLabels: {team: x}}}',
    '{ipBlock: {cidr: 10.0.0.0/24}}',
    '{ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.1/32]}}',
  )
  const port = fc.constantFrom(
    '{port: 80}',
    '{port: web}',
    '{port: 70, endPort: 90}',
    '{protocol: UDP}',
    '{protocol: UDP, port: 53}',
  )
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`
  const rules = fc.array(fc.tuple(fc.array(peer, { maxLength: 2 }), fc.array(port, { maxLength: 2 })), { maxLength: 2 })
  const netpol = fc
    .tuple(fc.constantFrom(...labels), fc.constantFrom('from', 'to'), rules)
    .map(([label, key, items]) => {
      const text = list(
        items.map(
          ([peers, ports]) =>
            `{${[peers.length > 0 ? `${key}: ${list(peers)}` : '', ports.length > 0 ? `ports: ${list(ports)}` : ''].filter(part => part !== '').join(', ')}}`,
        ),
      )
      return `podSelector: {matchLabels: {${label}}}, policyTypes: [${key === 'from' ? 'Ingress' : 'Egress'}], ${key === 'from' ? 'ingress' : 'egress'}: ${text}`
    })
  const anpRule = fc.tuple(
    fc.constantFrom('Allow', 'Deny', 'Pass'),
    fc.constantFrom('{namespaces: {}}', '{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: a}}}}'),
    fc.constantFrom(
      '',
      ', ports: [{portNumber: {protocol: TCP, port: 80}}]',
      ', ports: [{portRange: {protocol: UDP, start: 50, end: 60}}]',
    ),
  )
  const adminPolicy = fc.tuple(
    fc.nat(3),
    fc.constantFrom('AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'),
    fc.array(anpRule, { minLength: 1, maxLength: 3 }),
  )

  const blockPeer = fc.constantFrom(
    '{networks: [10.0.0.0/24]}',
    '{networks: [0.0.0.0/0]}',
    "{domainNames: ['*.example.com']}",
    '{namespaces: {}}',
  )
  const outRule = fc.tuple(fc.constantFrom('Allow', 'Deny', 'Pass'), blockPeer)

  test('for administrators’ rules about addresses, known and not, and about names', () => {
    const policies = fc.array(
      fc.tuple(
        fc.constantFrom('AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'),
        fc.array(outRule, { minLength: 1, maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 2 },
    )
    fc.assert(
      fc.property(policies, fc.array(netpol, { maxLength: 1 }), (admins, below) => {
        const yaml =
          pods +
          below.map(spec => policy(`{${spec}}`)).join('') +
          admins
            .map(
              ([kind, items], index) =>
                `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: {name: p${index}}\nspec: {priority: ${index}, subject: {namespaces: {}}, egress: [${items.map(([action, to]) => `{action: ${action}, to: [${to}]}`).join(', ')}]}\n`,
            )
            .join('')
        const { flow } = project(yaml)
        const engine = new PolicyEngine(flow.cluster, flow.assumptions)
        const ends = [
          ...flow.cluster.pods().map(group => ({
            reach: { kind: 'pods', doc: group.resource.doc } as const,
            target: { kind: 'pod', namespace: group.namespace, name: group.name } as const,
          })),
          ...['10.0.0.9', '203.0.113.9'].map(ip => ({
            reach: { kind: 'address', address: parseAddress(ip)! } as const,
            target: { kind: 'ip', ip } as const,
          })),
        ]
        for (const from of flow.cluster.pods())
          for (const { reach, target } of ends) {
            const { ports, unknown } = engine.portsBetween({ kind: 'pods', doc: from.resource.doc }, reach)
            const { verdict } = trace(flow, {
              from: { kind: 'pod', namespace: from.namespace, name: from.name },
              to: null,
              http: null,
              connection: { to: target, port: 80, protocol: 'TCP' },
            }).outcomes[0]!
            const isOpen = !isNothing(intersect(ports, onePort('TCP', 80)))
            const mayBeOpen = !isNothing(intersect(unknown, onePort('TCP', 80)))
            const certain = isOpen ? 'delivered' : 'refused'
            expect([yaml, from.name, target, verdict.kind]).toEqual([
              yaml,
              from.name,
              target,
              isOpen === mayBeOpen ? certain : 'unknown',
            ])
          }
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  test('for any policies', () => {
    fc.assert(
      fc.property(fc.array(netpol, { maxLength: 3 }), fc.array(adminPolicy, { maxLength: 2 }), (policies, admins) => {
        const adminText = admins
          .map(
            ([priority, kind, items], index) =>
              `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: {name: p${index}}\nspec: {priority: ${priority}, subject: {namespaces: {}}, ingress: [${items.map(([action, from, ports]) => `{action: ${action}, from: [${from}]${ports}}`).join(', ')}]}\n`,
          )
          .join('')
        const yaml =
          pods +
          policies.map((spec, index) => policy(`{${spec}}`).replace('name: p}', `name: p${index}}`)).join('') +
          adminText
        const { flow } = project(yaml)
        const groups = flow.cluster.pods()
        const engine = new PolicyEngine(flow.cluster, flow.assumptions)
        for (const from of groups) {
          for (const to of groups) {
            const { ports, unknown } = engine.portsBetween(
              { kind: 'pods', doc: from.resource.doc },
              { kind: 'pods', doc: to.resource.doc },
            )
            for (const [number, protocol] of [
              [80, 'TCP'],
              [75, 'TCP'],
              [443, 'TCP'],
              [53, 'UDP'],
              [9, 'SCTP'],
            ] as const) {
              const { verdict } = trace(flow, {
                from: { kind: 'pod', namespace: from.namespace, name: from.name },
                to: null,
                http: null,
                connection: { to: { kind: 'pod', namespace: to.namespace, name: to.name }, port: number, protocol },
              }).outcomes[0]!
              const isOpen = !isNothing(intersect(ports, onePort(protocol, number)))
              const mayBeOpen = !isNothing(intersect(unknown, onePort(protocol, number)))
              if (isOpen === mayBeOpen) expect([yaml, verdict.kind]).toEqual([yaml, isOpen ? 'delivered' : 'refused'])
              else expect(['unknown', isOpen ? 'delivered' : 'refused']).toContain(verdict.kind)
            }
          }
        }
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
