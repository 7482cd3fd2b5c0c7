import { type Entry, findShadows, patternOf, type RouteTable, type Shadow } from '../dataplane/index.ts'
import type { Facts, Problem } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { gatewayEntry, ingressEntry } from './entries.ts'

const found = new WeakMap<Entry, readonly Problem[]>()

/** Rules that no request can reach, or not for some of their hosts, each with the rule that wins and a witness. Kept per entry. */
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
  // A match is asked on every listener, for every hostname, that its route has there; each may be lost by itself.
  const asked = new Map<string, { readonly lost: Lost[]; kept: number }>()
  for (const table of new Set(entry.listeners.map(listener => listener.table))) {
    const shadows = new Map(findShadows(table).map(shadow => [shadow.route, shadow]))
    for (const route of table.routes) {
      const key = `${route.origin.doc} ${route.origin.path.join('/')}`
      const known = asked.get(key) ?? { lost: [], kept: 0 }
      const shadow = shadows.get(route)
      if (shadow === undefined) known.kept++
      else known.lost.push({ ...shadow, listeners: namesOf(entry, table) })
      asked.set(key, known)
    }
  }
  const problems = [...asked.values()].flatMap(({ lost, kept }) =>
    lost[0] === undefined ? [] : [problemOf(lost[0], kept === 0 ? null : lost)],
  )
  found.set(entry, problems)
  return problems
}

/** A match that is lost for one hostname on some listeners. */
interface Lost extends Shadow {
  readonly listeners: readonly string[]
}

const namesOf = (entry: Entry, table: RouteTable): string[] =>
  entry.listeners.filter(listener => listener.table === table).map(listener => listener.name)

/** Where a match is lost that is reached elsewhere. */
function whereOf(lost: readonly Lost[]): Facts {
  const hosts = [...new Set(lost.map(({ route }) => patternOf(route)))]
  const listeners = [...new Set(lost.flatMap(one => one.listeners))]
  return {
    hosts: { is: 'list', items: hosts.map(host => ({ is: 'host', value: host === '' ? '*' : host })) },
    listeners: { is: 'list', items: listeners.map(name => ({ is: 'name', value: name })) },
  }
}

/** `lost`: where the match is lost, when it is not everywhere. */
function problemOf({ route, winner, witness }: Shadow, lost: readonly Lost[] | null): Problem {
  const headers = [...witness.headers].map(([name, value]) => `${name}: ${value}`)
  const query = [...witness.query].map(([name, value]) => `${name}=${value}`).join('&')
  const url = `${witness.method} http://${witness.host}${witness.path}${query === '' ? '' : `?${query}`}${headers.length === 0 ? '' : ` (${headers.join(', ')})`}`
  const { kind, namespace, name, doc } = winner.origin
  return {
    code: lost === null ? 'route.shadowed' : 'route.partlyShadowed',
    severity: 'warning',
    at: { doc: route.origin.doc, path: route.origin.path },
    related: [{ doc, path: winner.origin.path }],
    facts: {
      match: { is: 'text', value: route.title },
      winner: { is: 'resource', kind, namespace, name, doc },
      by: { is: 'text', value: winner.title },
      witness: { is: 'text', value: url },
      ...(lost !== null && whereOf(lost)),
    },
  }
}
