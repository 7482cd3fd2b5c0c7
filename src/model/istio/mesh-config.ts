import { readPlain, type YamlValue } from '../../yaml/index.ts'
import { Field, isMap } from '../field.ts'
import type { Meta, OtherResource } from '../resource.ts'
import { durationMs } from './duration.ts'
import { type MeshSettings, noMeshSettings, type RetrySettings } from './mesh-settings.ts'

/** The installation's settings, where they are kept as an IstioOperator. */
export interface MeshConfigResource extends Meta {
  readonly type: 'meshconfig'
  readonly mesh: MeshSettings
}

const normalizations = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'] as const

/** Reads a MeshConfig; keys that nothing here uses are passed over. */
export function decodeMeshSettings(field: Field): MeshSettings {
  const strings = (key: string): string[] | null => (field.get(key).present ? field.get(key).strings() : null)
  const outbound = field.at('outboundTrafficPolicy', 'mode').string()
  const normalization = field.at('pathNormalization', 'normalization').string()
  return {
    rootNamespace: field.get('rootNamespace').string(),
    trustDomain: field.get('trustDomain').string(),
    trustDomainAliases: strings('trustDomainAliases'),
    outboundTrafficPolicy: outbound === null ? null : outbound === 'REGISTRY_ONLY' ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
    // DEFAULT is BASE.
    pathNormalization: normalization === null ? null : (normalizations.find(word => word === normalization) ?? 'BASE'),
    enableAutoMtls: field.get('enableAutoMtls').boolean(),
    defaultHttpRetryPolicy: decodeRetries(field.get('defaultHttpRetryPolicy')),
    defaultServiceExportTo: strings('defaultServiceExportTo'),
    defaultVirtualServiceExportTo: strings('defaultVirtualServiceExportTo'),
    defaultDestinationRuleExportTo: strings('defaultDestinationRuleExportTo'),
    ingressControllerMode: field.get('ingressControllerMode').oneOf(['OFF', 'STRICT', 'DEFAULT'] as const),
    ingressClass: field.get('ingressClass').string(),
    ingressSelector: field.get('ingressSelector').string(),
    allocatesAddresses:
      field.at('defaultConfig', 'proxyMetadata', 'ISTIO_META_DNS_CAPTURE').value === 'true' &&
      field.at('defaultConfig', 'proxyMetadata', 'ISTIO_META_DNS_AUTO_ALLOCATE').value === 'true'
        ? true
        : null,
    extensionProviders: field.get('extensionProviders').present
      ? field
          .get('extensionProviders')
          .items()
          .flatMap(provider => provider.get('name').string() ?? [])
      : null,
  }
}

/** Null where the field is missing. */
export function decodeRetries(field: Field): RetrySettings | null {
  if (!field.present) return null
  return {
    attempts: field.get('attempts').integer(0, 1_000_000),
    perTryTimeoutMs: durationMs(field.get('perTryTimeout')),
    retryOn: field.get('retryOn').string(),
  }
}

/** The `mesh` key of the ConfigMap `istio`, or of a revision's `istio-<revision>`: a YAML text in a text. */
export function decodeMeshOfConfigMap(root: Field, meta: Meta): MeshSettings | null {
  if (meta.name !== 'istio' && !meta.name.startsWith('istio-')) return null
  const field = root.at('data', 'mesh')
  if (typeof field.value !== 'string') return null
  const read = readPlain(field.value)
  if (!read.ok) {
    field.report('istio.meshUnreadable', 'error', { message: { is: 'text', value: read.message } })
    return null
  }
  return decodeMeshText(read.value)
}

/** The `values` of the injector's ConfigMap, a JSON text, where it says that every namespace is injected. */
export function decodeInjector(root: Field, meta: Meta): boolean | null {
  if (meta.name !== 'istio-sidecar-injector' && !meta.name.startsWith('istio-sidecar-injector-')) return null
  const text = root.at('data', 'values').value
  const read = typeof text === 'string' ? readPlain(text) : null
  if (read === null || !read.ok) return null
  const values = new Field(read.value, [], { doc: '' as never, source: () => null, problem: () => undefined })
  const said = values.at('sidecarInjectorWebhook', 'enableNamespacesByDefault').value
  return typeof said === 'boolean' ? said : null
}

/** The value inside a text has no places of its own: its problems would point nowhere. */
export function decodeMeshText(value: YamlValue): MeshSettings {
  if (!isMap(value)) return noMeshSettings
  return decodeMeshSettings(new Field(value, [], { doc: '' as never, source: () => null, problem: () => undefined }))
}

/** An IstioOperator's `spec.meshConfig`; without one it is only listed. */
export function decodeIstioOperator(root: Field, meta: Meta): MeshConfigResource | OtherResource {
  const mesh = root.at('spec', 'meshConfig')
  return mesh.present ? { ...meta, type: 'meshconfig', mesh: decodeMeshSettings(mesh) } : { ...meta, type: 'other' }
}
