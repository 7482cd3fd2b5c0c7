import type { Answer, HttpRequest, Outcome } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'

/**
 * An answer in the words of `expect`, filled with everything that can be said. `asksDestination`: the row says which destination is
 * chosen and not that it answers, so that one without endpoints counts too.
 */
export function actualOf({ outcomes }: Answer, http: HttpRequest, asksDestination = false): YamlMap {
  const actual: YamlMap = Object.create(null)
  const first = outcomes[0]
  const statuses = [...new Set(outcomes.map(statusOf))]
  if (statuses.length === 1 && statuses[0] !== null) actual['status'] = statuses[0]!
  else if (statuses.length > 1)
    actual['statuses'] = outcomes.map(outcome => map({ status: statusOf(outcome), share: outcome.share }))
  const reached = outcomes.filter(outcome => outcome.backend !== null && outcome.verdict.kind === 'delivered')
  const chosen = asksDestination
    ? outcomes.filter(outcome => outcome.backend !== null && (outcome.verdict.kind === 'delivered' || isEmpty(outcome)))
    : reached
  const backends = distribution(chosen)
  if (backends.length > 0 && chosen.length === outcomes.length) actual['backend'] = shared(backends)
  if (backends.length > 0) actual['backends'] = backends
  const upstream = reached[0]?.upstream
  if (upstream != null) {
    const certificate = upstream.tls?.clientCertificate ?? null
    actual['upstream'] = map({
      ...upstream,
      headers: map(upstream.headers),
      tls: upstream.tls !== null,
      sni: upstream.tls?.sni,
      clientCertificate: certificate === null ? undefined : `secret:${certificate}`,
      mtls: reached.every(outcome => outcome.transport === 'mtls'),
      protocol: { 'HTTP/1.1': 'HTTP/1.1', 'HTTP/2': 'HTTP/2.0', TCP: undefined }[reached[0]?.protocol ?? 'TCP'],
      alpn: upstream.tls === null ? undefined : reached[0]?.protocol === 'HTTP/2' ? 'h2' : 'http/1.1',
    })
  }
  actual['forwarded'] = reached.length > 0
  actual['connected'] = reached.length > 0 && reached.length === outcomes.length
  if (first !== undefined) actual['route'] = first.route
  const fault = first?.fault ?? null
  if (fault !== null) actual['fault'] = faultOf(fault)
  if (first?.tries != null) {
    actual['timeout'] = `${first.tries.requestMs ?? 0}ms`
    actual['retries'] = first.tries.retry?.attempts ?? 0
  }
  actual['connectionFails'] = outcomes.every(
    outcome => outcome.verdict.kind === 'failed' && outcome.verdict.status === null,
  )
  const workloads = [
    ...new Set(
      reached.flatMap(outcome =>
        outcome.verdict.kind === 'delivered'
          ? outcome.verdict.pods.map(pod => `${pod.workload.namespace}/${pod.workload.name}`)
          : [],
      ),
    ),
  ]
  if (workloads.length === 1)
    actual['deployment'] = map({ namespace: workloads[0]!.split('/')[0], name: workloads[0]!.split('/')[1] })
  if (
    http.headers.some(([name, value]) => name === 'content-type' && value.startsWith('application/grpc')) &&
    statuses.length === 1
  )
    actual['grpcStatus'] =
      first?.verdict.kind === 'answered' && first.verdict.grpc !== undefined
        ? first.verdict.grpc
        : grpcStatus(statuses[0] ?? null)
  const response = first?.response ?? null
  if (response !== null)
    actual['response'] = map({ headers: map(response.headers), absent: [...response.absent], body: response.body })
  if (first?.verdict.kind === 'redirected')
    actual['redirect'] = map({ status: first.verdict.status, ...first.verdict.location })
  if (first !== undefined && first.mirrors.length > 0)
    actual['mirrors'] = first.mirrors.map(({ namespace, name, percent, host }) =>
      map({ namespace, service: name, percent, host: host ?? undefined }),
    )
  if (first?.certificate != null)
    actual['certificate'] = map({ secret: first.certificate.secret, dnsNames: [...first.certificate.dnsNames] })
  const refused = outcomes.filter(outcome => outcome.verdict.kind === 'refused')
  // A connection that the mesh's transport ends is refused, too.
  const ended = outcomes.filter(({ step }) => step.code.startsWith('peer.'))
  const denied = refused.length + ended.length
  actual['denied'] = denied > 0 && denied === outcomes.length
  const by = refused[0]?.verdict
  if (by?.kind === 'refused' && by.by[0] !== undefined)
    actual['deniedBy'] = map({ kind: by.by[0].kind, namespace: by.by[0].namespace, name: by.by[0].name })
  if (outcomes.length === 1 && first?.verdict.kind === 'failed') actual['failure'] = first.verdict.reason
  return actual
}

/** The code that a gRPC client sees for an HTTP status: UNIMPLEMENTED for no route, UNAVAILABLE for no backend. */
function grpcStatus(status: number | null): number {
  return { 200: 0, 404: 12, 400: 13, 401: 16, 403: 7, 504: 4 }[status ?? 0] ?? 14
}

/** What the client sees; null where the connection itself fails. */
function statusOf({ verdict }: Outcome): number | null {
  switch (verdict.kind) {
    case 'delivered':
    case 'redirected':
    case 'answered':
      return verdict.status
    case 'failed':
      return verdict.status
    case 'refused':
      return verdict.status ?? null
    case 'unknown':
      return null
  }
}

/** Chosen, but with nothing behind it. */
function isEmpty({ verdict }: Outcome): boolean {
  return verdict.kind === 'failed' && (verdict.reason === 'no endpoint' || verdict.reason === 'no backend')
}

function faultOf({ delay, abort }: NonNullable<Outcome['fault']>): YamlMap {
  return map({
    ...(delay === null ? {} : { delay: `${delay.ms}ms`, delayPercent: delay.percent }),
    ...(abort === null ? {} : { abort: abort.grpc ?? abort.status, abortPercent: abort.percent }),
  })
}

/** What all of them have in common. */
function shared(backends: readonly YamlMap[]): YamlMap {
  const keys = ['namespace', 'service', 'port', 'host', 'subset', 'passthrough'].filter(key =>
    backends.every(backend => backend[key] === backends[0]![key]),
  )
  return map(Object.fromEntries(keys.map(key => [key, backends[0]![key]])))
}

/** Shares of the backends in percent of what is delivered. */
function distribution(reached: readonly Outcome[]): YamlMap[] {
  const total = reached.reduce((sum, outcome) => sum + outcome.share, 0)
  const shares = new Map<string, { share: number; outcome: Outcome }>()
  for (const outcome of reached) {
    const backend = outcome.backend!
    const key = `${backend.namespace}/${backend.name}:${backend.port}/${backend.subset ?? ''}/${backend.passthrough}`
    shares.set(key, { share: (shares.get(key)?.share ?? 0) + outcome.share, outcome })
  }
  return [...shares.values()].map(({ share, outcome }) =>
    map({
      namespace: outcome.backend!.namespace,
      service: outcome.backend!.name,
      port: outcome.backend!.port,
      host: outcome.backend!.host ?? undefined,
      subset: outcome.backend!.subset ?? undefined,
      passthrough: outcome.backend!.passthrough ? true : undefined,
      weight: (share / total) * 100,
    }),
  )
}

function map(entries: Readonly<Record<string, YamlValue | undefined>>): YamlMap {
  const made: YamlMap = Object.create(null)
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) made[key] = value
  return made
}
