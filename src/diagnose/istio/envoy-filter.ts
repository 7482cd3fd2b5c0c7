import type { Field, Resource } from '../../model/index.ts'
import { type AnalyzeContext, type Analyzer, message } from './analyzer.ts'

const relative = ['INSERT_BEFORE', 'INSERT_AFTER', 'REMOVE', 'REPLACE']
const wholeRoutes = ['ROUTE_CONFIGURATION', 'HTTP_ROUTE']
const replaceable = ['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST']

/**
 * Patches of proxies that do nothing where they stand [IST0152, IST0153, IST0154], or whose place hangs on other filters without a
 * priority that says which goes first [IST0151, IST0155].
 */
export const envoyFilters: Analyzer = (context, resource, root) => {
  if (resource.type !== 'proxypatch' || resource.kind !== 'EnvoyFilter') return []
  const hasPriority = (root.at('spec', 'priority').value ?? 0) !== 0
  const versioned = versionedBefore(context, resource)
  const found: ReturnType<Analyzer> = []
  for (const [index, patch] of root.at('spec', 'configPatches').items().entries()) {
    if (!patch.get('patch').present) break
    const code = codeOf(patch)
    const { name, isVersioned } = resource.patches[index]!
    if (code === 'relative') {
      if (!hasPriority)
        found.push(message(resource, patch.path, versioned.has(name) ? 'IST0155.patch' : 'IST0151.patch'))
    } else if (code !== null) found.push(message(resource, patch.path, code))
    if (isVersioned) versioned.add(name)
  }
  return found
}

function codeOf(patch: Field): string | null {
  const operation = String(patch.at('patch', 'operation').value ?? '')
  const to = String(patch.get('applyTo').value ?? '')
  if (operation === 'ADD') return wholeRoutes.includes(to) ? 'IST0153.patch' : null
  if (operation === 'REMOVE' && wholeRoutes.includes(to)) return 'IST0154.patch'
  if (operation === 'REPLACE' && !replaceable.includes(to)) return 'IST0152.patch'
  return relative.includes(operation) ? 'relative' : null
}

/** Names of filters for which an earlier EnvoyFilter asks for a version of the proxy. */
function versionedBefore({ cluster }: AnalyzeContext, resource: Resource): Set<string> {
  const seen = new Set<string>()
  for (const other of cluster.all('proxypatch')) {
    if (other.doc === resource.doc) break
    for (const patch of other.patches) if (patch.isVersioned) seen.add(patch.name)
  }
  return seen
}
