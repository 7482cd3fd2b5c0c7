import type { Field } from '../field.ts'
import type { ProxyPatchResource, SidecarResource } from '../istio.ts'
import type { Meta } from '../resource.ts'
import { labelsOf, placedStrings } from './string-match.ts'

/** Sidecar: what the proxies of a namespace, or of some of its workloads, know of the mesh, and how they listen. */
export function decodeSidecar(root: Field, meta: Meta): SidecarResource {
  const spec = root.get('spec')
  const outbound = spec.get('outboundTrafficPolicy')
  return {
    ...meta,
    type: 'sidecar',
    workloadSelector: labelsOf(spec.at('workloadSelector', 'labels')),
    egress: spec.get('egress').present
      ? spec
          .get('egress')
          .items()
          .map(item => ({
            port: item.get('port').present ? portOf(item.get('port')) : null,
            bind: item.get('bind').string() ?? '',
            hosts: placedStrings(item.get('hosts')),
            at: item.path,
          }))
      : null,
    ingress: spec
      .get('ingress')
      .items()
      .map(item => ({
        port: portOf(item.get('port')),
        defaultEndpoint: item.get('defaultEndpoint').string() ?? '',
        bind: item.get('bind').string() ?? '',
        tlsMode: item.at('tls', 'mode').string(),
        at: item.path,
      })),
    outboundTrafficPolicy: outbound.present
      ? {
          value: outbound.get('mode').string() === 'ALLOW_ANY' ? 'ALLOW_ANY' : 'REGISTRY_ONLY',
          at: outbound.path,
        }
      : null,
  }
}

function portOf(field: Field): { number: number; protocol: string; name: string } {
  return {
    number: field.get('number').port() ?? 0,
    protocol: (field.get('protocol').string() ?? '').toUpperCase(),
    name: field.get('name').string() ?? '',
  }
}

/** EnvoyFilter, WasmPlugin, Telemetry, ProxyConfig. */
export function decodeProxyPatch(root: Field, meta: Meta): ProxyPatchResource {
  const spec = root.get('spec')
  const selector =
    meta.kind === 'EnvoyFilter' ? spec.at('workloadSelector', 'labels') : spec.at('selector', 'matchLabels')
  const contexts = spec
    .get('configPatches')
    .items()
    .map(patch => patch.at('match', 'context').string() ?? 'ANY')
  return {
    ...meta,
    type: 'proxypatch',
    workloadSelector: labelsOf(selector),
    changesTraffic: meta.kind === 'EnvoyFilter' || meta.kind === 'WasmPlugin',
    contexts: contexts.length === 0 || contexts.includes('ANY') ? null : [...new Set(contexts)],
    patches: spec.get('configPatches').items().map(patchOf),
  }
}

/** The filter that a patch brings, or else the one that it stands beside. */
function patchOf(patch: Field): { name: string; isVersioned: boolean } {
  const value = patch.at('patch', 'value')
  const beside = patch.at('match', 'listener', 'filterChain', 'filter', 'name')
  const name = value.get('name').present ? value.get('name') : beside
  return {
    name: value.present && typeof name.value === 'string' ? name.value : '',
    isVersioned: (patch.at('match', 'proxy', 'proxyVersion').string() ?? '') !== '',
  }
}
