import { meshOf } from '../../apis/istio/index.ts'
import type { ServiceEntryResource } from '../../model/index.ts'
import { type Analyzer, count, message, names, text } from './analyzer.ts'

/** TCP of a host without an address, which cannot be told from other TCP [IST0134]. */
export const entryAddresses: Analyzer = (context, resource, root) => {
  if (resource.type !== 'serviceentry') return []
  // Admission says so already.
  if (!context.strict) return []
  const spec = root.get('spec')
  if (spec.get('addresses').present || root.at('status', 'addresses').items().length > 0) return []
  if (meshOf(context.cluster, context.assumptions).allocatesAddresses) return []
  return spec
    .get('ports')
    .items()
    .filter(port => ['', 'TCP'].includes(String(port.get('protocol').value ?? '')))
    .map(port => message(resource, port.path, 'IST0134.port'))
}

/** Two entries that give one port of one host different protocols, where both are seen [IST0177]. */
export const entryProtocols: Analyzer = ({ cluster }, resource) => {
  if (resource.type !== 'serviceentry') return []
  for (const { value: host } of resource.hosts)
    for (const port of resource.ports) {
      const rivals = cluster
        .onHost('serviceentry', host)
        .filter(other => sharesScope(resource, other) && other.ports.some(item => item.number === port.number))
      const protocols = new Set(
        rivals.flatMap(other => other.ports.filter(item => item.number === port.number).map(item => item.protocol)),
      )
      if (protocols.size > 1)
        return [
          message(resource, port.at, 'IST0177.protocol', {
            entries: names(rivals.map(other => `${other.namespace}/${other.name}`)),
            host: text(host),
            port: count(port.number),
            protocols: names([...protocols].sort()),
          }),
        ]
    }
  return []
}

function sharesScope(a: ServiceEntryResource, b: ServiceEntryResource): boolean {
  const [one, two] = [scopesOf(a), scopesOf(b)]
  return one.has('*') || two.has('*') || [...one].some(scope => two.has(scope))
}

function scopesOf({ exportTo, namespace }: ServiceEntryResource): Set<string> {
  if (exportTo === null || exportTo.includes('*')) return new Set(['*'])
  return new Set(exportTo.map(scope => (scope === '.' ? namespace : scope)))
}
