import { expect, test } from 'vitest'
import { project } from '../../test/ask.ts'
import { PolicyEngine } from '../policy/index.ts'
import { diagnoseWithPolicies } from './index.ts'

const pods = `---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: c, image: i, ports: [{name: pg, containerPort: 5432}]}]}
`
const web = `---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: c, image: i}]}
`
const owned = (name: string, labels: string): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {${labels}}, ownerReferences: [{kind: ReplicaSet, name: rs, controller: true}]}
spec: {containers: [{name: c, image: i}]}
`
const admin = (name: string, priority: number): string => `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: ${name}}
spec: {priority: ${priority}, subject: {namespaces: {}}}
`
const withRule = (yaml: string): string =>
  yaml.replace('{}}}', '{}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}')
const policy = (spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: ${spec}\n`
const onDb = 'podSelector: {matchLabels: {app: db}}'
const own = '{podSelector: {matchLabels: {app: web}}}'

test.each([
  ['a selector that takes no pod', policy('{podSelector: {matchLabels: {app: d}}}'), ['policy.selectsNothing']],
  ['every pod of the namespace', policy('{podSelector: {}}'), []],
  [
    'a namespace and own pods as two peers',
    policy(`{${onDb}, ingress: [{from: [{namespaceSelector: {}}, ${own}]}]}`),
    ['policy.oneDashTooMany'],
  ],
  ['both in one peer', policy(`{${onDb}, ingress: [{from: [{namespaceSelector: {}, podSelector: {}}]}]}`), []],
  [
    'egress to some and none on 53',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [${own}], ports: [{port: 80}]}]}`),
    ['policy.egressWithoutDns'],
  ],
  [
    'egress with port 53',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [${own}]}, {ports: [{port: 53, protocol: UDP}]}]}`),
    [],
  ],
  [
    'egress to own pods on every port: no name server is among them',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [${own}]}]}`),
    ['policy.egressWithoutDns'],
  ],
  [
    'egress to another namespace by its name, which is no name server’s',
    policy(
      `{${onDb}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}]}`,
    ),
    ['policy.egressWithoutDns'],
  ],
  [
    'egress to the name server’s namespace',
    policy(
      `{${onDb}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}]}`,
    ),
    [],
  ],
  [
    'egress to namespaces by a label that a name server’s may have',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {dns: "yes"}}}]}]}`),
    [],
  ],
  [
    'egress to a range that a name server may be in',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.96.0.0/12}}]}]}`),
    [],
  ],
  [
    'SCTP 53 is no DNS',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: SCTP}]}]}`),
    ['policy.egressWithoutDns'],
  ],
  ['no egress at all is meant so', policy(`{${onDb}, policyTypes: [Egress]}`), []],
  [
    'DNS allowed by another policy',
    policy(`{${onDb}, policyTypes: [Egress], egress: [{to: [${own}], ports: [{port: 80}]}]}`) +
      policy(`{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}`).replace(
        'name: p',
        'name: dns',
      ),
    [],
  ],
  [
    'a port that no container declares',
    policy(`{${onDb}, ingress: [{ports: [{port: 5433}]}]}`),
    ['policy.portNobodyListensOn'],
  ],
  [
    'a port that no container of the peers declares',
    policy(
      `{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5433}]}, {ports: [{port: 53}]}]}`,
    ),
    ['policy.portNobodyListensOn'],
  ],
  [
    'a port of peers that are not all told by labels',
    policy(
      `{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}, {ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 5433}]}, {ports: [{port: 53}]}]}`,
    ),
    [],
  ],
  [
    'a policy of administrators that selects nobody',
    admin('a', 5).replace('{}}}', '{matchLabels: {team: x}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}'),
    ['adminPolicy.selectsNothing'],
  ],
  ['one of them without rules', admin('a', 5), ['adminPolicy.noRules']],
  [
    'rules of a direction that policyTypes leave out',
    policy(`{${onDb}, policyTypes: [Ingress], ingress: [{}], egress: [{}]}`),
    ['policy.rulesIgnored'],
  ],
  [
    'a port by name beside an ipBlock',
    policy(`{${onDb}, egress: [{to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: pg}, {port: 53}]}]}`),
    ['policy.namedPortOutside'],
  ],
  [
    'a peer that takes no pod of a namespace with pods',
    policy(`{${onDb}, ingress: [{from: [{podSelector: {matchLabels: {app: wbe}}}]}]}`),
    ['policy.peerSelectsNothing'],
  ],
  [
    'a peer in namespaces that are not here',
    policy(
      `{${onDb}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}, podSelector: {matchLabels: {app: x}}}]}]}`,
    ),
    [],
  ],
  [
    'an ipBlock that holds the address of a pod',
    policy(`{${onDb}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]}`) +
      web.replace('name: web', 'name: live') +
      'status: {podIP: 10.1.2.3}\n',
    ['policy.blockCoversPods'],
  ],
  [
    'an ipBlock that leaves the pods out',
    policy(`{${onDb}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16, except: [10.1.2.0/24]}}]}]}`) +
      web.replace('name: web', 'name: live') +
      'status: {podIP: 10.1.2.3}\n',
    [],
  ],
  [
    'two policies of administrators with one priority',
    [admin('a', 5), admin('b', 5), admin('c', 6)].map(withRule).join(''),
    ['adminPolicy.samePriority', 'adminPolicy.samePriority'],
  ],
  [
    'pods of one owner that a policy tells apart',
    owned('one', 'app: db') + owned('two', 'app: other') + policy(`{${onDb}}`),
    ['policy.ownerLabelsGap'],
  ],
  [
    'pods of one owner that differ in what nobody asks',
    owned('one', 'app: db, hash: x') + owned('two', 'app: db, hash: y') + policy(`{${onDb}}`),
    [],
  ],
  ['one that a container declares by name', policy(`{${onDb}, ingress: [{ports: [{port: pg}]}]}`), []],
] as const)('%s', (_why, yaml, want) => {
  const derivations = project(pods + web + yaml)
  const docs = [...derivations.nodes()].flatMap(node => node.doc ?? [])
  expect(docs.flatMap(doc => derivations.findings(doc).map(finding => finding.code))).toEqual(want)
})

const web80 = `---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 80, targetPort: pg}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {defaultBackend: {service: {name: db, port: {number: 80}}}}
`
const named = (name: string, spec: string): string => policy(spec).replace('name: p', `name: ${name}`)

test.each([
  [
    'a policy whose rules another has as well',
    named('wide', `{${onDb}, ingress: [{from: [{podSelector: {}}]}]}`) +
      named('narrow', `{${onDb}, ingress: [{from: [${own}], ports: [{port: 5432}]}]}`),
    ['policy.covered'],
  ],
  [
    'the only one that isolates',
    named('only', `{${onDb}, ingress: [{from: [${own}]}]}`) + named('out', `{${onDb}, policyTypes: [Egress]}`),
    [],
  ],
  [
    'one that lets everything through where nothing else isolates',
    named('open', `{${onDb}, ingress: [{}]}`),
    ['policy.withoutEffect'],
  ],
  [
    'one that lets all pods through still keeps addresses out',
    named('open', `{${onDb}, ingress: [{from: [{namespaceSelector: {}}]}]}`),
    [],
  ],
  [
    'one that lets everything through before the baseline is asked',
    named('open', `{${onDb}, ingress: [{}]}`) +
      withRule(admin('default', 0)).replace('AdminNetwork', 'BaselineAdminNetwork').replace('priority: 0, ', ''),
    [],
  ],
  [
    'one without rules is for pods to come',
    named('deny', `{podSelector: {}, policyTypes: [Ingress]}`) + named('db', `{${onDb}, ingress: [{from: [${own}]}]}`),
    [],
  ],
  [
    'a range that only one of them lets in',
    named('a', `{${onDb}, ingress: [{from: [${own}]}]}`) +
      named('b', `{${onDb}, ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]}`),
    [],
  ],
  [
    'a route to pods that only let own pods in',
    web80 + named('own', `{${onDb}, ingress: [{from: [${own}]}]}`),
    ['policy.routeRefused'],
  ],
  [
    'a route to pods that let another namespace in, which may be the controller’s',
    web80 + named('ns', `{${onDb}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: edge}}}]}]}`),
    [],
  ],
  [
    '… but on another port',
    web80 + named('ns', `{${onDb}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 9090}]}]}`),
    ['policy.routeRefused'],
  ],
  ['a route to pods that let everybody in', web80 + named('all', `{${onDb}, ingress: [{}]}`), ['policy.withoutEffect']],
] as const)('%s', (_why, yaml, want) => {
  const derivations = project(pods + web + yaml)
  const { cluster, assumptions } = derivations
  const engine = new PolicyEngine(cluster, assumptions)
  const resources = [...cluster.all('networkpolicy'), ...cluster.all('ingress')]
  const found = resources.flatMap(resource => diagnoseWithPolicies({ cluster, assumptions }, engine, resource))
  expect(found.map(({ code }) => code)).toEqual(want)
})

test.each([
  [
    'a label that nobody has',
    `{${onDb}, ingress: [{from: [{podSelector: {matchLabels: {role: monitor}}}]}]}`,
    'policy.peerSelectsNothing info',
  ],
  [
    'a label nearly as a pod has it',
    `{${onDb}, ingress: [{from: [{podSelector: {matchLabels: {app: chekcout}}}]}]}`,
    'policy.peerSelectsNothing warning',
  ],
  [
    'a dash before pods of another namespace, it may be',
    `{${onDb}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: edge}}}, ${own}]}]}`,
    'policy.oneDashTooMany info',
  ],
  [
    'a dash by which the second peer says nothing',
    `{${onDb}, ingress: [{from: [{namespaceSelector: {}}, ${own}]}]}`,
    'policy.oneDashTooMany warning',
  ],
] as const)('how bad it is: %s', (_why, spec, want) => {
  const checkout =
    '---\napiVersion: v1\nkind: Pod\nmetadata: {name: checkout, labels: {app: checkout}}\nspec: {containers: [{name: c, image: i}]}\n'
  const derivations = project(pods + checkout + policy(spec))
  const found = derivations.cluster.all('networkpolicy').flatMap(({ doc }) => derivations.findings(doc))
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toContain(want)
})
