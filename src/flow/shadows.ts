import { type Entry, findShadows, type Shadow } from '../dataplane/index.ts'
import type { Problem } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { gatewayEntry, ingressEntry } from './entries.ts'

const found = new WeakMap<Entry, readonly Problem[]>()

/** Rules that no request can reach on any listener of any entry, each with the rule that wins and a witness. Kept per entry. */
export function shadowedRules(context: FlowContext): Problem[] {
  const { cluster } = context
  const entries = new Set([
    ...cluster.all('gateway').map(gateway => gatewayEntry(context, gateway)),
    ...cluster.all('ingress').map(ingress => ingressEntry(context, ingress)),
  ])
  const problems = new Map<string, Problem>()
  for (const entry of entries) {
    for (const problem of problemsOf(entry)) problems.set(`${problem.at.doc} ${problem.at.path.join('/')}`, problem)
  }
  return [...problems.values()]
}

function problemsOf(entry: Entry): readonly Problem[] {
  const known = found.get(entry)
  if (known !== undefined) return known
  // A match is lost when it is lost on every listener, for every hostname, that it is asked on.
  const lost = new Map<string, Shadow | null>()
  for (const table of new Set(entry.listeners.map(listener => listener.table))) {
    const shadows = new Map(findShadows(table).map(shadow => [shadow.route, shadow]))
    for (const route of table.routes) {
      const key = `${route.origin.doc} ${route.origin.path.join('/')}`
      const shadow = shadows.get(route) ?? null
      lost.set(key, lost.has(key) && lost.get(key) === null ? null : shadow)
    }
  }
  const problems = [...lost.values()].flatMap(shadow => (shadow === null ? [] : [problemOf(shadow)]))
  found.set(entry, problems)
  return problems
}

function problemOf({ route, winner, witness }: Shadow): Problem {
  const headers = [...witness.headers].map(([name, value]) => `${name}: ${value}`)
  const query = [...witness.query].map(([name, value]) => `${name}=${value}`).join('&')
  const url = `${witness.method} http://${witness.host}${witness.path}${query === '' ? '' : `?${query}`}${headers.length === 0 ? '' : ` (${headers.join(', ')})`}`
  const { kind, namespace, name, doc } = winner.origin
  return {
    code: 'route.shadowed',
    severity: 'warning',
    at: { doc: route.origin.doc, path: route.origin.path },
    related: [{ doc, path: winner.origin.path }],
    facts: {
      match: { is: 'text', value: route.title },
      winner: { is: 'resource', kind, namespace, name, doc },
      by: { is: 'text', value: winner.title },
      witness: { is: 'text', value: url },
    },
  }
}
