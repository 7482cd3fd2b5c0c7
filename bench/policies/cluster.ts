import { Cluster } from '../../src/cluster/index.ts'
import { decode } from '../../src/model/index.ts'
import type { DocId } from '../../src/text/index.ts'
import type { YamlValue } from '../../src/yaml/index.ts'
import { numbers } from '../measure.ts'

export interface Made {
  readonly cluster: Cluster
  /** Values of the policies' documents, for edits. */
  readonly policies: readonly { readonly doc: DocId; readonly value: YamlValue }[]
}

/** Pods that share the labels of their app, or pods that have a label of their own each, which policies select by. */
export type Labels = 'apps' | 'unique'

const podsANamespace = 40
const replicas = 3

/**
 * A cluster as teams have it: namespaces of some forty pods, an app of three pods each, and policies that are a default-deny, DNS for all,
 * one app to another on its ports, other namespaces by label, address ranges; with a few policies of administrators above and below.
 */
export function makeCluster(pods: number, policies: number, labels: Labels = 'apps'): Made {
  const cluster = new Cluster((a, b) => Number(a) > Number(b))
  const pick = numbers(5)
  const spaces = Math.max(1, Math.round(pods / podsANamespace))
  let docs = 0
  const add = (value: YamlValue): DocId => {
    const doc = String(docs++) as DocId
    cluster.set(doc, decode(doc, value, () => null).resource)
    return doc
  }
  for (let s = 0; s < spaces; s++) {
    const own = { team: `t${s % 7}`, env: s % 3 === 0 ? 'prod' : 'test' }
    add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `ns-${s}`, labels: own } })
  }
  const appOf = (p: number): string => (labels === 'unique' ? `pod-${p}` : `app-${Math.floor(p / spaces / replicas)}`)
  for (let p = 0; p < pods; p++) {
    const own = {
      app: appOf(p),
      tier: ['front', 'back', 'data'][Math.floor(p / spaces / replicas) % 3]!,
      'pod-template-hash': `h${p}`,
    }
    const ports = [
      { name: 'http', containerPort: 8080 },
      { name: Math.floor(p / spaces / replicas) % 2 === 0 ? 'metrics' : 'admin', containerPort: 9090 },
    ]
    add({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `p-${p}`, namespace: `ns-${p % spaces}`, labels: own },
      spec: { containers: [{ name: 'c', image: 'i', ports }] },
      ...(p % 4 === 0 ? { status: { podIP: `10.${Math.floor(p / spaces) % 9}.${(p >> 8) % 200}.${p % 250}` } } : {}),
    })
  }
  const made: { doc: DocId; value: YamlValue }[] = []
  for (let i = 0; i < policies; i++) {
    const space = i % spaces
    const app = (): string => appOf(space + spaces * pick(Math.max(1, Math.floor(pods / spaces))))
    const value =
      i >= policies - 5 ? adminPolicy(i - (policies - 5)) : networkPolicy(i, Math.floor(i / spaces), space, app)
    made.push({ doc: add(value), value })
  }
  return { cluster, policies: made }
}

function networkPolicy(index: number, turn: number, space: number, app: () => string): YamlValue {
  const spec = specOf(turn, app)
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `np-${index}`, namespace: `ns-${space}` },
    spec,
  }
}

function specOf(turn: number, app: () => string): YamlValue {
  const own = (): YamlValue => ({ podSelector: { matchLabels: { app: app() } } })
  const dns: YamlValue = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }
  switch (turn % 10) {
    case 0:
      return { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }
    case 1:
      return { podSelector: {}, policyTypes: ['Egress'], egress: [dns] }
    case 2:
      return { podSelector: { matchLabels: { tier: 'front' } }, ingress: [{ from: [{ namespaceSelector: {} }] }] }
    case 3:
      return {
        podSelector: { matchLabels: { app: app() } },
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { team: `t${turn % 7}` } }, podSelector: {} }],
            ports: [{ port: 'http' }],
          },
        ],
      }
    case 4:
      return {
        podSelector: { matchLabels: { app: app() } },
        policyTypes: ['Egress'],
        egress: [
          { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: [`10.${turn % 5}.0.0/16`] } }], ports: [{ port: 443 }] },
          dns,
        ],
      }
    case 5:
      return {
        podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['back', 'data'] }] },
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { tier: 'front' } } }, own()],
            ports: [{ port: 8080, endPort: 8090 }],
          },
        ],
      }
    default:
      return {
        podSelector: { matchLabels: { app: app() } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [own(), own()], ports: [{ port: 8080 }] },
          { from: [own()], ports: [{ port: 9090 }] },
        ],
        egress: [{ to: [own(), own()], ports: [{ port: 8080 }] }],
      }
  }
}

function adminPolicy(index: number): YamlValue {
  const namespaces: YamlValue = index === 0 ? {} : { matchLabels: { team: `t${index}` } }
  const baseline = index === 4
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: `cnp-${index}` },
    spec: {
      tier: baseline ? 'Baseline' : 'Admin',
      priority: index * 10,
      subject: { namespaces },
      ingress: [
        {
          action: index % 2 === 0 ? 'Accept' : 'Deny',
          from: [{ namespaces: { matchLabels: { env: index % 2 === 0 ? 'prod' : 'test' } } }],
          protocols: [{ tcp: { destinationPort: { number: 9090 + index } } }],
        },
      ],
      egress: [
        { action: 'Pass', to: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { tier: 'data' } } } }] },
      ],
    },
  }
}
