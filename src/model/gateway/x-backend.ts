import type { Field } from '../field.ts'
import type { XBackendResource, XBackendTrafficPolicyResource } from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { decodeCertificateRef } from './gateway.ts'
import { decodeWritten } from './written-status.ts'

/** The group of Gateway API's experiments. */
export const experimentsGroup = 'gateway.networking.x-k8s.io'

export function decodeXBackend(root: Field, meta: Meta): XBackendResource {
  const spec = root.get('spec')
  const tls = spec.get('tls')
  return {
    ...meta,
    type: 'xbackend',
    hostname: spec.at('externalHostname', 'hostname').string(),
    port: spec.at('port', 'port').port(),
    tls: tls.present
      ? {
          mode: tls.get('mode').string() ?? '',
          caCertificateRefs: tls
            .at('validation', 'caCertificateRefs')
            .items()
            .map(ref => decodeCertificateRef(ref, meta.namespace, 'ConfigMap')),
          at: tls.path,
        }
      : null,
  }
}

export function decodeXBackendTrafficPolicy(root: Field, meta: Meta): XBackendTrafficPolicyResource {
  return {
    ...meta,
    type: 'xbackendtrafficpolicy',
    targetRefs: root
      .at('spec', 'targetRefs')
      .items()
      .map(ref => decodeCertificateRef(ref, meta.namespace, 'Service')),
    written: decodeWritten(root, 'ancestors', meta.namespace),
  }
}
