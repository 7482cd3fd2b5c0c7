import type { Cluster, PodGroup } from '../../../cluster/index.ts'
import type { MtlsMode, PeerAuthenticationResource } from '../../../model/index.ts'
import { makeStep, type Step } from '../../../report/index.ts'
import type { FieldRef, Path } from '../../../text/index.ts'
import { byAge, hasLabels } from './selected.ts'

export type ServedMode = Exclude<MtlsMode, 'UNSET'>

export interface Served {
  readonly mode: ServedMode
  readonly step: Step
}

/**
 * What a workload's proxy takes on a container port [IA-1]: the entry for the port of the policy that selects the workload, then that
 * policy, then the one of its namespace, then the one of the root namespace, then PERMISSIVE. UNSET asks the next. Of several on one
 * level the oldest counts. A policy with a selector in the root namespace selects nothing.
 */
export function servedMode(cluster: Cluster, rootNamespace: string, pods: PodGroup, port: number): Served {
  const own = byAge(cluster.all('peerauthentication', pods.namespace))
  const isRoot = pods.namespace === rootNamespace
  const ofWorkload = isRoot
    ? undefined
    : own.find(policy => policy.selector !== null && hasLabels(pods, policy.selector))
  const ofNamespace = own.find(policy => policy.selector === null)
  const ofMesh = byAge(cluster.all('peerauthentication', rootNamespace)).find(policy => policy.selector === null)
  const said = (
    policy: PeerAuthenticationResource,
    { value, at }: { readonly value: MtlsMode; readonly at: Path },
  ): Served | null =>
    value === 'UNSET' ? null : { mode: value, step: stepOf(value, port, policy, { doc: policy.doc, path: at }) }
  const ofPort = ofWorkload?.ports.get(port)
  const found =
    (ofWorkload !== undefined && ofPort !== undefined ? said(ofWorkload, ofPort) : null) ??
    (ofWorkload === undefined ? null : said(ofWorkload, ofWorkload.mode)) ??
    (ofNamespace === undefined ? null : said(ofNamespace, ofNamespace.mode)) ??
    (ofMesh === undefined ? null : said(ofMesh, ofMesh.mode))
  return found ?? { mode: 'PERMISSIVE', step: stepOf('PERMISSIVE', port, null, null) }
}

function stepOf(mode: ServedMode, port: number, policy: PeerAuthenticationResource | null, at: FieldRef | null): Step {
  const facts = { mode: { is: 'name' as const, value: mode }, port: { is: 'port' as const, value: port } }
  if (policy === null) return makeStep('peer.default', facts, { rule: 'IA-1', at: null })
  const { kind, namespace, name, doc } = policy
  return makeStep(
    'peer.mode',
    { ...facts, policy: { is: 'resource', kind, namespace, name, doc } },
    { rule: 'IA-1', at },
  )
}

export type Spoken = 'plaintext' | 'tls' | 'mtls'

/** Why a connection does not get past the transport. */
export type TransportFault = 'needsMutual' | 'notUnderstood' | 'waitsForClient'

/**
 * Whether what is spoken gets through [IA-2, IA-3]. `isHttp`: the port is declared to speak HTTP. STRICT takes mutual TLS alone. DISABLE
 * and PERMISSIVE hand on bytes that they do not read, but read HTTP where the port says so, and TLS is none.
 */
export function transportFault(
  mode: ServedMode,
  spoken: Spoken,
  { isHttp, serverFirst }: { readonly isHttp: boolean; readonly serverFirst: boolean },
): TransportFault | null {
  if (mode === 'STRICT') return spoken === 'mtls' ? null : 'needsMutual'
  if (spoken === 'tls') return isHttp ? 'notUnderstood' : null
  if (spoken === 'mtls') return mode === 'DISABLE' && isHttp ? 'notUnderstood' : null
  // To tell mutual TLS from plain text the proxy waits for the client's first bytes.
  return mode === 'PERMISSIVE' && serverFirst ? 'waitsForClient' : null
}
