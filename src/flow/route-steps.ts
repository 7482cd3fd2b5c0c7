import type { Condition, Loser, Resolution, Route, RoutedRequest } from '../dataplane/index.ts'
import type { Facts, Step } from '../report/index.ts'
import { makeStep } from '../report/index.ts'

/** The reasons of a lookup: the winner, then the nearest losers with what each failed at, then counts of the rest. */
export function routeSteps(resolution: Resolution, request: RoutedRequest): Step[] {
  const steps: Step[] = []
  if (resolution.route !== null)
    steps.push(
      makeStep('route.taken', routeFacts(resolution.route), {
        rule: resolution.route.rule,
        at: fieldOf(resolution.route),
      }),
    )
  for (const route of resolution.unknown)
    steps.push(
      makeStep('route.mayMatch', routeFacts(route), { rule: route.rule, verdict: 'unknown', at: fieldOf(route) }),
    )
  for (const loser of resolution.losers) steps.push(loserStep(loser, request, resolution.route))
  if (resolution.excludedByHost > 0)
    steps.push(
      makeStep('route.otherHosts', { count: { is: 'count', value: resolution.excludedByHost } }, { verdict: 'no' }),
    )
  if (resolution.excludedByPath > 0)
    steps.push(
      makeStep('route.otherPaths', { count: { is: 'count', value: resolution.excludedByPath } }, { verdict: 'no' }),
    )
  return steps
}

export function loserStep({ route, failed }: Loser, request: RoutedRequest, winner: Route | null): Step {
  if (failed === null)
    return makeStep(
      'route.outranked',
      { ...routeFacts(route), ...(winner === null ? {} : { winner: { is: 'text', value: winner.title } }) },
      { rule: route.rule, verdict: 'no', at: fieldOf(route) },
    )
  return makeStep(
    codeOf(failed, request),
    { ...routeFacts(route), ...conditionFacts(failed, request) },
    { rule: failed.rule, verdict: 'no', at: failed.at ?? fieldOf(route) },
  )
}

function codeOf(failed: Condition, request: RoutedRequest): string {
  const isAbsent =
    (failed.on === 'header' && !request.headers.has(failed.name)) ||
    (failed.on === 'query' && !request.query.has(failed.name))
  return `route.${isAbsent ? 'lacks' : 'failed'}.${failed.on}`
}

function routeFacts(route: Route): Facts {
  const { kind, namespace, name, doc } = route.origin
  return { route: { is: 'resource', kind, namespace, name, doc }, match: { is: 'text', value: route.title } }
}

function fieldOf(route: Route): Step['at'] {
  return { doc: route.origin.doc, path: route.origin.path }
}

function conditionFacts(condition: Condition, request: RoutedRequest): Facts {
  const got = (value: string | undefined): Facts[string] => ({ is: 'text', value: value ?? '—' })
  switch (condition.on) {
    case 'host':
      return { want: { is: 'host', value: condition.pattern }, got: got(request.host) }
    case 'path':
      return { want: { is: 'path', value: textOf(condition.match) }, got: got(request.path) }
    case 'method':
      return { want: { is: 'method', value: condition.value }, got: got(request.method) }
    case 'header':
      return {
        name: { is: 'header', value: condition.name },
        want: { is: 'text', value: textOf(condition.match) },
        got: got(request.headers.get(condition.name)),
      }
    case 'query':
      return {
        name: { is: 'name', value: condition.name },
        want: { is: 'text', value: textOf(condition.match) },
        got: got(request.query.get(condition.name)),
      }
    case 'claim':
      return {
        name: { is: 'name', value: condition.path.join('.') },
        want: { is: 'text', value: textOf(condition.match) },
        got: got(undefined),
      }
    case 'sourceLabels':
      return {
        want: {
          is: 'selector',
          value: [...condition.labels].map(([key, value]) => `${key}=${value}`).join(', '),
        },
        got: got([...(request.source?.labels ?? [])].map(([key, value]) => `${key}=${value}`).join(', ')),
      }
    case 'sourceNamespace':
      return { want: { is: 'name', value: condition.value }, got: got(request.source?.namespace) }
    case 'port':
      return { want: { is: 'port', value: condition.value }, got: got(request.port?.toString()) }
    case 'sni':
      return { want: { is: 'host', value: condition.pattern }, got: got(request.sni) }
    case 'address':
      return { want: { is: 'text', value: condition.cidrs.map(({ text }) => text).join(', ') }, got: got(undefined) }
    case 'unknown':
      return { want: { is: 'text', value: condition.feature }, got: got(undefined) }
  }
}

function textOf(match: Extract<Condition, { on: 'path' }>['match']): string {
  switch (match.how) {
    case 'exact':
      return match.value
    case 'elements':
      return match.value.endsWith('/') ? `${match.value}*` : `${match.value}/*`
    case 'startsWith':
      return `${match.value}…`
    case 'present':
      return '*'
    case 'regex':
      return `~ ${match.regex.source}`
    case 'unknown':
      return match.feature
  }
}
