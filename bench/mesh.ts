import {
  hostsOf,
  listenersOf,
  type MeshClient,
  type MeshContext,
  meshOf,
  outboundOf,
  proxiesOf,
  tableOfHost,
} from '../src/apis/istio/index.ts'
import { decodeAssumptions, Kept } from '../src/cluster/index.ts'
import { type Answer, trace } from '../src/flow/index.ts'
import type { VirtualServiceResource } from '../src/model/index.ts'
import type { FileId } from '../src/text/index.ts'
import { Derivations, Sources } from '../src/workspace/index.ts'
import { median, millisecondsOf, numbers } from './measure.ts'
import { atMost, type Check, type Scenario } from './scenario.ts'

const services = 1000
const rules = 500
const rounds = 15
const requests = 4000

const everything = Array.from({ length: services }, (_, index) => index)
const nameOf = (index: number): string => `svc-${index}`
const hostOf = (index: number): string => `${nameOf(index)}.shop.svc.cluster.local`

/** A Service with its pods, a VirtualService for sidecars and the gateway, and for every second one a DestinationRule. */
function manifestsOf(index: number): string {
  const name = nameOf(index)
  const rule =
    index >= rules
      ? ''
      : `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: ${name}, namespace: shop}
spec: {host: ${name}, subsets: [{name: v1, labels: {version: v1}}]}
`
  return `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}, version: v1}}, spec: {containers: [{name: app, image: app}]}}
${rule}${virtualService(index, 'v1')}`
}

function virtualService(index: number, path: string): string {
  const name = nameOf(index)
  const subset = index < rules ? ', subset: v1' : ''
  return `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: shop}
spec:
  hosts: [${name}, ${name}.example.com]
  gateways: [mesh, edge]
  http:
  - match: [{uri: {prefix: /${path}}}, {headers: {x-version: {exact: "2"}}}]
    route: [{destination: {host: ${name}${subset}}, weight: 80}, {destination: {host: ${name}}, weight: 20}]
  - route: [{destination: {host: ${name}${subset}}}]
`
}

const common = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop, labels: {app: client}}
spec: {containers: [{name: app, image: app}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
`

interface Mesh {
  readonly derivations: Derivations
  readonly sources: Sources
}

function open(edited: number | null): Mesh {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.assume(decodeAssumptions({ profiles: { default: 'istio' } }))
  const text = everything.map(index =>
    index === edited
      ? manifestsOf(index).replace(virtualService(index, 'v1'), virtualService(index, 'v2'))
      : manifestsOf(index),
  )
  const file = { id: 'f' as FileId, name: 'mesh.yaml', text: common + text.join(''), enabled: true }
  derivations.update(sources.open(file))
  return { derivations, sources }
}

const client: MeshClient = {
  kind: 'sidecar',
  namespace: 'shop',
  labels: new Map([['app', 'client']]),
  pods: null,
}

/** Every table that a sidecar and the gateway need for some services, made or found. */
function translate(context: MeshContext, indexes: Iterable<number>): number {
  const gateway = context.cluster.all('istiogateway')[0]!
  const proxy = proxiesOf(context, gateway)[0]!
  const listener = listenersOf(context, proxy)[0]!
  const hosts = hostsOf(context, proxy, listener.port, listener.servers)
  let routes = 0
  for (const index of indexes) {
    const call = {
      dialled: hostOf(index),
      port: 80,
      host: hostOf(index),
      sni: '',
      speaks: 'http',
      serverFirst: false,
    } as const
    const outbound = outboundOf(context, client, call)
    if (outbound.kind === 'http') routes += outbound.table.size
    routes += tableOfHost(context, hosts.taking(`${nameOf(index)}.example.com`)!).size
  }
  return routes
}

function asks(derivations: Derivations, index: number, isInside: boolean): Answer {
  const url = isInside ? `http://${hostOf(index)}/v2/x` : `http://${nameOf(index)}.example.com/v2/x`
  return trace(derivations.flow, {
    from: isInside ? { kind: 'pod', namespace: 'shop', name: 'client' } : { kind: 'external', ip: null },
    to: isInside ? null : { kind: 'Gateway', namespace: 'shop', name: 'edge', section: null },
    http: { method: 'GET', url, headers: [], sni: null },
    connection: null,
  })
}

/** An answer without the ids of documents, which two projects need not share. */
function bare(answer: Answer): string {
  return JSON.stringify(
    answer.outcomes.map(({ share, verdict, backend, route }) => ({ share, verdict, backend, route })),
  )
}

export const mesh: Scenario = {
  name: 'mesh',
  about: `${services} services with ${services} VirtualServices and ${rules} DestinationRules: full and edited translation, requests`,
  run(say) {
    say(`opening ${services} services`)
    const { derivations } = open(null)
    const { cluster, assumptions } = derivations
    const settings = meshOf(cluster, assumptions)
    const contextOf = (kept: Kept): MeshContext => ({ cluster, assumptions, mesh: settings, kept })
    const random = numbers(7)
    const docs = cluster.all('virtualservice').map(route => route.doc)
    const kept = new Kept(cluster)
    const full: number[] = []
    const edited: number[] = []
    translate(contextOf(kept), everything)
    for (let round = 0; round < rounds; round++) {
      full.push(millisecondsOf(() => translate(contextOf(new Kept(cluster)), everything)))
      const index = random(services)
      const doc = docs.find(item => (cluster.ofDoc(item) as VirtualServiceResource).name === nameOf(index))!
      const old = cluster.ofDoc(doc) as VirtualServiceResource
      const http = old.http.map((route, place) => (place === 0 ? { ...route, timeoutMs: round + 1 } : route))
      edited.push(
        millisecondsOf(() => {
          cluster.set(doc, { ...old, http })
          kept.invalidate(cluster.takeDirty())
          translate(contextOf(kept), [index])
        }),
      )
    }
    const fullMs = median(full)
    const editedMs = median(edited)
    say('asking')
    const speed = (isInside: boolean): number => {
      for (let index = 0; index < services; index++) asks(derivations, index, isInside)
      const ms = millisecondsOf(() => {
        for (let index = 0; index < requests; index++) asks(derivations, random(services), isInside)
      })
      return (requests / ms) * 1000
    }
    const inside = speed(true)
    const outside = speed(false)
    say('comparing an edited project with a new one')
    const check = comparesEdited()
    return {
      scenario: 'mesh',
      tables: [
        {
          title: 'translation (ms, median)',
          columns: ['', 'ms'],
          rows: [
            [`all tables of ${services} services`, fullMs],
            ['one VirtualService edited', editedMs],
          ],
        },
        {
          title: 'requests with trace, per second',
          columns: ['from', 'per second'],
          rows: [
            ['a pod with a sidecar', inside],
            ['outside, through the gateway', outside],
          ],
        },
      ],
      aims: [atMost('one edited VirtualService, of the full translation', editedMs / fullMs, 0.01)],
      checks: [check],
    }
  },
}

/** The answers of a project that was edited are those of one that was opened as it is now. */
function comparesEdited(): Check {
  const index = 321
  const one = open(null)
  const other = open(index)
  for (const item of everything) {
    asks(one.derivations, item, true)
    asks(one.derivations, item, false)
  }
  const text = common + everything.map(manifestsOf).join('')
  const from = text.indexOf('prefix: /v1', text.indexOf(virtualService(index, 'v1'))) + 'prefix: /v'.length
  one.derivations.update(one.sources.edit('f' as FileId, [{ from, to: from + 1, insert: '2' }]))
  const what = `answers for ${2 * services} requests after an edit, and of a project opened so`
  for (const item of everything) {
    for (const isInside of [true, false]) {
      const a = bare(asks(one.derivations, item, isInside))
      const b = bare(asks(other.derivations, item, isInside))
      if (a !== b) return { what, equal: false, difference: `${nameOf(item)}: ${a} and ${b}` }
    }
  }
  return { what, equal: true }
}
