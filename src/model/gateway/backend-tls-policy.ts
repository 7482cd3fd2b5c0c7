import type { Field } from '../field.ts'
import type { BackendTlsPolicyResource } from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { decodeCertificateRef } from './gateway.ts'
import { decodeWritten } from './written-status.ts'

export function decodeBackendTlsPolicy(root: Field, meta: Meta): BackendTlsPolicyResource {
  const spec = root.get('spec')
  const validation = spec.get('validation')
  return {
    ...meta,
    type: 'backendtlspolicy',
    targetRefs: spec
      .get('targetRefs')
      .items()
      .map(ref => ({
        ...decodeCertificateRef(ref, meta.namespace, 'Service'),
        sectionName: ref.get('sectionName').string(),
      })),
    caCertificateRefs: validation
      .get('caCertificateRefs')
      .items()
      .map(ref => decodeCertificateRef(ref, meta.namespace, 'ConfigMap')),
    wellKnownCa: validation.get('wellKnownCACertificates').string(),
    hostname: validation.get('hostname').required() ?? '',
    subjectAltNames: validation
      .get('subjectAltNames')
      .items()
      .map(name => {
        const type = name.get('type').string() ?? ''
        return { type, value: name.get(type === 'URI' ? 'uri' : 'hostname').string() ?? '' }
      }),
    written: decodeWritten(root, 'ancestors', meta.namespace),
  }
}
