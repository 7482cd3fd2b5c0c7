import type { Field, Resource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import { type Analyzer, message, text } from './analyzer.ts'

/** TLS to a destination whose certificate nobody checks: no authority is named, nor a Secret for the workloads that are selected [IST0128, IST0129]. */
export const destinationTls: Analyzer = (_context, resource, root) => {
  if (resource.type !== 'destinationrule') return []
  const policy = root.at('spec', 'trafficPolicy')
  const isSelected = root.at('spec', 'workloadSelector').present
  return [
    ...unchecked(resource, policy.get('tls'), isSelected, 'IST0128.tls'),
    ...policy
      .get('portLevelSettings')
      .items()
      .flatMap(item =>
        unchecked(resource, item.get('tls'), isSelected, 'IST0129.tls', String(item.at('port', 'number').value ?? '')),
      ),
  ]
}

function unchecked(resource: Resource, tls: Field, isSelected: boolean, code: string, port = ''): Problem[] {
  const mode = tls.get('mode').value
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return []
  const isWritten = (key: string): boolean => (tls.get(key).value ?? '') !== ''
  if (isWritten('caCertificates') || (isSelected && isWritten('credentialName'))) return []
  return [message(resource, tls.path, code, { mode: text(mode), port: text(port) })]
}
