import type { Entry, Listener } from '../dataplane/index.ts'
import { matchHostname, parseAddress, rankOf } from '../match/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { FailureReason } from './answer.ts'
import type { ClientRequest } from './url.ts'

export interface ListenerFailure {
  readonly reason: FailureReason
  /** What an HTTP client sees; null where the connection fails. */
  readonly status: number | null
  readonly step: Step
  readonly listener: Listener | null
}

/** The listener that a request enters: by port, by SNI where there is TLS, by Host [GW-8, GW-9]. */
export function chooseListener(
  entry: Entry,
  request: ClientRequest,
  section: string | null,
): { readonly listener: Listener; readonly step: Step } | ListenerFailure {
  const named = section === null ? entry.listeners : entry.listeners.filter(listener => listener.name === section)
  const onPort = named.filter(listener => listener.port === request.port)
  const entryFact = {
    is: 'name' as const,
    value: entry.namespace === '' ? `${entry.kind} ${entry.name}` : `${entry.kind} ${entry.namespace}/${entry.name}`,
  }
  const port = { is: 'port' as const, value: request.port }
  const at = entry.origin === null ? null : { doc: entry.origin.doc, path: entry.origin.path }
  const fail = (
    reason: FailureReason,
    status: number | null,
    code: string,
    rule: string,
    listener: Listener | null = null,
  ): ListenerFailure => ({
    reason,
    status,
    listener,
    step: makeStep(
      code,
      { entry: entryFact, port, host: { is: 'host', value: request.host }, sni: { is: 'host', value: request.sni } },
      { rule, verdict: 'no', at: listener === null ? at : fieldOfListener(listener) },
    ),
  })
  if (onPort.length === 0) return fail('no listener', null, 'listener.noPort', 'GW-12')
  const speaking = speakersOf(onPort, request)
  if (speaking.length === 0)
    return request.isTls
      ? fail('tls', null, 'listener.noTls', 'GW-9', onPort[0])
      : fail('protocol', 400, 'listener.plainOnTls', 'GW-9', onPort[0])
  const byHost = mostSpecific(speaking, request.host)
  if (!request.isTls || speaking[0]?.protocol === 'TCP') {
    if (byHost === null) return fail('no route', 404, 'listener.noHost', 'GW-7')
    return { listener: byHost, step: chosen(byHost, request) }
  }
  // An address is no server name: the client sends none.
  const bySni = mostSpecific(speaking, parseAddress(request.sni) === null ? request.sni : '')
  if (bySni === null) return fail('no filter chain', null, 'listener.noSni', 'GW-9')
  if (bySni.protocol === 'TLS') return { listener: bySni, step: chosen(bySni, request) }
  if (byHost === null) return fail('no route', 404, 'listener.noHost', 'GW-9', bySni)
  if (byHost !== bySni) return fail('misdirected', 421, 'listener.misdirected', 'GW-9', bySni)
  return { listener: bySni, step: chosen(bySni, request) }
}

/** Listeners of a port that speak what the client speaks. A plain stream port takes anything but datagrams. */
function speakersOf(onPort: readonly Listener[], request: ClientRequest): Listener[] {
  const of = (...protocols: readonly Listener['protocol'][]): Listener[] =>
    onPort.filter(listener => protocols.includes(listener.protocol))
  if (request.scheme === 'udp') return of('UDP')
  if (request.scheme === 'tcp') return of('TCP')
  const named = request.isTls ? of('HTTPS', 'TLS') : of('HTTP')
  return named.length > 0 ? named : of('TCP')
}

function mostSpecific(listeners: readonly Listener[], host: string): Listener | null {
  let best: Listener | null = null
  for (const listener of listeners) {
    if (!matchHostname(listener.hostname, host, listener.reach)) continue
    if (best === null || rankOf(listener.hostname) > rankOf(best.hostname)) best = listener
  }
  return best
}

function chosen(listener: Listener, request: ClientRequest): Step {
  return makeStep(
    'listener.chosen',
    {
      listener: { is: 'name', value: listener.name },
      port: { is: 'port', value: listener.port },
      host: { is: 'host', value: listener.hostname === '' ? '*' : listener.hostname },
      got: { is: 'host', value: request.host },
    },
    { rule: 'GW-8', at: fieldOfListener(listener) },
  )
}

export function fieldOfListener(listener: Listener): Step['at'] {
  return { doc: listener.origin.doc, path: listener.origin.path }
}
