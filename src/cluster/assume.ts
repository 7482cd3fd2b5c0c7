import { decodeMeshText, type MeshSettings, noMeshSettings } from '../model/index.ts'
import type { YamlValue } from '../yaml/index.ts'

/** How network plugins differ where the API leaves room. */
export interface NetworkPolicyAssumptions {
  readonly ipBlockMatchesPods: 'byAddress' | 'never'
  readonly loopback: 'allowed' | 'policy' | 'ignored'
  readonly hostNetworkPods: 'asNodes' | 'asPods'
  readonly ingressController: 'unlabelledPod'
}

export interface AssumedController {
  readonly name: string
  readonly namespace: string
  readonly labels: ReadonlyMap<string, string>
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[]
}

export interface AssumedPod {
  readonly ready: boolean | null
  readonly ip: string | null
  readonly node: string | null
}

/** What an installation of Istio is like, where no document says it. */
export interface MeshAssumptions {
  /** In the shape of Istio's MeshConfig; null where the assumptions say nothing. */
  readonly settings: MeshSettings
  /**
   * Whether pods of a namespace that no document declares have sidecars. `auto`: they do once the project has rules that only sidecars
   * apply.
   */
  readonly injection: 'auto' | 'enabled' | 'disabled'
}

/** What manifests do not say. Every default stands in `defaultAssumptions`; nowhere else. */
export interface Assumptions {
  readonly nowMs: number
  readonly seed: number
  /** Class name or controller name → profile. `default` is for classes that are not named. */
  readonly profiles: ReadonlyMap<string, string>
  readonly features: ReadonlyMap<string, boolean>
  readonly controllers: readonly AssumedController[]
  readonly networkPolicy: NetworkPolicyAssumptions
  readonly mesh: MeshAssumptions
  /** By `namespace/name`. */
  readonly pods: ReadonlyMap<string, AssumedPod>
  readonly dns: ReadonlyMap<string, readonly string[]>
  /** How applications answer: a preset's name. */
  readonly backendsPreset: string | null
  /** Address of a client outside the cluster. */
  readonly clientIp: string
  /** Addresses that no controller can give to a Gateway. */
  readonly unusableAddresses: readonly string[]
  /**
   * Services that a controller makes for Gateways: `assumed` to be there, as they are once it has run, or only those that are `listed`,
   * where the documents are all that a cluster holds.
   */
  readonly generatedServices: 'assumed' | 'listed'
  /**
   * Whether Istio's admission keeps out what it would refuse: `enforced`, as an installation does, or `bypassed`, where the documents are what
   * the cluster holds, however they came there.
   */
  readonly istioAdmission: 'enforced' | 'bypassed'
  /** Keys that nothing here reads, by name. */
  readonly unread: readonly string[]
}

export const defaultAssumptions: Assumptions = {
  nowMs: Date.UTC(2026, 0, 1),
  seed: 1,
  profiles: new Map(),
  features: new Map(),
  controllers: [],
  networkPolicy: {
    ipBlockMatchesPods: 'byAddress',
    loopback: 'allowed',
    hostNetworkPods: 'asNodes',
    ingressController: 'unlabelledPod',
  },
  mesh: { settings: noMeshSettings, injection: 'auto' },
  pods: new Map(),
  dns: new Map(),
  backendsPreset: null,
  clientIp: '203.0.113.10',
  unusableAddresses: [],
  generatedServices: 'assumed',
  istioAdmission: 'enforced',
  unread: [],
}

/** Reads an `assume:` map; what is missing or of another shape keeps its default, and unknown keys are named in `unread`. */
export function decodeAssumptions(value: YamlValue | undefined): Assumptions {
  const root = mapOf(value)
  const unread: string[] = []
  for (const key of Object.keys(root)) if (!known.has(key)) unread.push(key)
  const policy = mapOf(root['networkPolicy'])
  const base = defaultAssumptions
  const now = typeof root['now'] === 'string' ? Date.parse(root['now']) : Number.NaN
  return {
    nowMs: Number.isNaN(now) ? base.nowMs : now,
    seed: typeof root['seed'] === 'number' ? root['seed'] : base.seed,
    profiles: new Map(
      entriesOf(root['profiles']).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item] as const] : [])),
    ),
    features: new Map(
      entriesOf(root['features']).flatMap(([key, item]) => (typeof item === 'boolean' ? [[key, item] as const] : [])),
    ),
    controllers: listOf(root['controllers']).map(decodeController),
    networkPolicy: {
      ipBlockMatchesPods: oneOf(
        policy['ipBlockMatchesPods'],
        ['byAddress', 'never'],
        base.networkPolicy.ipBlockMatchesPods,
      ),
      loopback: oneOf(policy['loopback'], ['allowed', 'policy', 'ignored'], base.networkPolicy.loopback),
      hostNetworkPods: oneOf(policy['hostNetworkPods'], ['asNodes', 'asPods'], base.networkPolicy.hostNetworkPods),
      ingressController: oneOf(policy['ingressController'], ['unlabelledPod'], base.networkPolicy.ingressController),
    },
    mesh: decodeMesh(root['mesh']),
    pods: new Map(entriesOf(root['pods']).map(([key, item]) => [key, decodeAssumedPod(item)])),
    dns: new Map(
      entriesOf(root['dns']).map(([key, item]) => [key, listOf(item).filter(address => typeof address === 'string')]),
    ),
    backendsPreset:
      typeof mapOf(root['backends'])['preset'] === 'string' ? (mapOf(root['backends'])['preset'] as string) : null,
    clientIp: typeof root['clientIp'] === 'string' ? root['clientIp'] : base.clientIp,
    unusableAddresses: listOf(root['unusableAddresses']).filter(address => typeof address === 'string'),
    istioAdmission: oneOf(root['istioAdmission'], ['enforced', 'bypassed'], base.istioAdmission),
    generatedServices: oneOf(root['generatedServices'], ['assumed', 'listed'], base.generatedServices),
    unread,
  }
}

const known = new Set([
  'now',
  'seed',
  'profiles',
  'features',
  'controllers',
  'networkPolicy',
  'mesh',
  'pods',
  'dns',
  'backends',
  'clientIp',
  'unusableAddresses',
  'generatedServices',
  'istioAdmission',
])

/** The keys of a MeshConfig, `outboundTrafficPolicy` also as its mode alone, and `injection`. */
function decodeMesh(value: YamlValue | undefined): MeshAssumptions {
  const map = mapOf(value)
  const outbound = map['outboundTrafficPolicy']
  const normalization = map['pathNormalization']
  return {
    settings: decodeMeshText({
      ...map,
      ...(typeof outbound === 'string' ? { outboundTrafficPolicy: { mode: outbound } } : {}),
      ...(typeof normalization === 'string' ? { pathNormalization: { normalization } } : {}),
    }),
    injection: oneOf(map['injection'], ['auto', 'enabled', 'disabled'], defaultAssumptions.mesh.injection),
  }
}

function decodeController(value: YamlValue): AssumedController {
  const map = mapOf(value)
  return {
    name: String(map['name'] ?? ''),
    namespace: String(map['namespace'] ?? 'default'),
    labels: new Map(entriesOf(map['labels']).map(([key, item]) => [key, String(item)])),
    ports: listOf(map['ports']).flatMap(item => {
      const { port, targetPort } = mapOf(item)
      return typeof port === 'number' ? [{ port, targetPort: typeof targetPort === 'number' ? targetPort : port }] : []
    }),
  }
}

function decodeAssumedPod(value: YamlValue): AssumedPod {
  const map = mapOf(value)
  const text = (key: string): string | null => (typeof map[key] === 'string' ? (map[key] as string) : null)
  return { ready: typeof map['ready'] === 'boolean' ? map['ready'] : null, ip: text('ip'), node: text('node') }
}

function mapOf(value: YamlValue | undefined): { readonly [key: string]: YamlValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function entriesOf(value: YamlValue | undefined): [string, YamlValue][] {
  return Object.entries(mapOf(value))
}

function listOf(value: YamlValue | undefined): YamlValue[] {
  return Array.isArray(value) ? value : []
}

function oneOf<T extends string>(value: YamlValue | undefined, words: readonly T[], otherwise: T): T {
  return words.find(word => word === value) ?? otherwise
}
