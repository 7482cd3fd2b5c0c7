import { expect, test } from 'vitest'
import { project } from '../../test/ask.ts'

const pods = `---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: c, image: i, ports: [{name: pg, containerPort: 5432}]}]}
`
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
  ['one that a container declares by name', policy(`{${onDb}, ingress: [{ports: [{port: pg}]}]}`), []],
] as const)('%s', (_why, yaml, want) => {
  const derivations = project(pods + yaml)
  const docs = [...derivations.nodes()].flatMap(node => node.doc ?? [])
  expect(docs.flatMap(doc => derivations.findings(doc).map(finding => finding.code))).toEqual(want)
})
