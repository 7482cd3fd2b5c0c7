import { expect, test } from 'vitest'
import { app, project } from '../../test/ask.ts'
import { describePorts, exposures, PolicyEngine, type Stranger } from './index.ts'

const policy = (spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: ${spec}\n`
const onDb = 'podSelector: {matchLabels: {app: db}}'
const admin = (spec: string): string =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: a}\nspec: {priority: 1, subject: {namespaces: {}}, ${spec}}\n`

function nameOf({ namespaces, pods }: Stranger): string {
  const place = 'name' in namespaces ? namespaces.name : JSON.stringify(namespaces.selector.matchLabels)
  return `${place}/${pods === null ? '*' : JSON.stringify(pods.matchLabels)}`
}

/** `direction: ports` for anybody, `direction who: ports` for strangers, of the workload db. */
function check(yaml: string): string[] {
  const { flow } = project(app('db') + yaml)
  const docs = flow.cluster.pods().flatMap(({ name, resource }) => (name === 'db' ? [resource.doc] : []))
  const engine = new PolicyEngine(flow.cluster, flow.assumptions)
  return exposures(flow.cluster, engine, docs).flatMap(({ direction, isProtected, anybody, strangers }) => [
    `${direction}${isProtected ? '' : ' (unprotected)'}: ${[describePorts(anybody.ports), ...anybody.names].join(', ')}`,
    ...strangers.map(
      ({ stranger, ports, names }) =>
        `${direction} ${nameOf(stranger)}: ${[describePorts(ports), ...names].join(', ')}`,
    ),
  ])
}
const open = 'egress (unprotected): All Connections'

test.each([
  ['NP-16', 'no policy', '', [open, 'ingress (unprotected): All Connections']],
  ['NP-16', 'nobody', policy(`{${onDb}}`), [open, 'ingress: No Connections']],
  [
    'NP-16',
    'every pod of the cluster on one port',
    policy(`{${onDb}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 5432}]}]}`),
    [open, 'ingress: TCP 5432'],
  ],
  [
    'NP-16',
    'pods that are not there yet',
    policy(`{${onDb}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}`),
    [open, 'ingress: No Connections', 'ingress default/[["app","web"]]: TCP 5432'],
  ],
  [
    'NP-16',
    'a pod that is there stands for the rest',
    app('web') + policy(`{${onDb}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}`),
    [open, 'ingress: No Connections'],
  ],
  [
    'NP-16',
    'a namespace by its name',
    policy(
      `{${onDb}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}], ports: [{port: 80}]}]}`,
    ),
    [open, 'ingress: No Connections', 'ingress ops/*: TCP 80'],
  ],
  [
    'NP-16',
    'ports by name are the stranger’s own, which nobody knows',
    policy(
      `{${onDb}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: dns, protocol: UDP}]}]}`,
    ),
    ['egress: No Connections, UDP dns', 'ingress (unprotected): All Connections'],
  ],
  [
    'AP-1',
    'an administrator shuts some out of what is open to all',
    admin(
      'ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: x}}}], ports: [{portNumber: {port: 80}}]}]',
    ),
    [open, 'ingress: All Connections', 'ingress [["team","x"]]/*: TCP 1-79,81-65535; UDP 1-65535; SCTP 1-65535'],
  ],
] as const)('[%s] %s', (_rule, _why, yaml, want) => {
  expect(check(yaml)).toEqual(want)
})
