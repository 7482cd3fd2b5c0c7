import type { Certificate, Listener } from '../dataplane/index.ts'
import { feature, makeStep, type Step } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { finish, type Journey, pass, unknownOutcome } from './context.ts'
import type { ClientRequest } from './url.ts'

/** The certificate that the client is shown; a handshake that fails ends the way here. Steps `assumed` are added to the list. */
export function showCertificate(
  journey: Journey,
  certificates: readonly Certificate[] | null,
  client: ClientRequest,
  entryKind: string,
  assumed: Step[],
): Journey | Outcome {
  if (certificates === null || !client.isTls) return journey
  const isIngress = entryKind === 'Ingress'
  const found = isIngress
    ? certificateFor(certificates, client.sni)
    : (certificates.find(certificate => certificate.state === 'valid') ?? certificates[0])
  if (found === undefined) {
    if (isIngress) return unknownOutcome(journey, feature('defaultCertificate'))
    return failTls(
      journey,
      makeStep('tls.noCertificate', { sni: { is: 'host', value: client.sni } }, { rule: 'GW-16', verdict: 'no' }),
    )
  }
  const at = { doc: found.origin.doc, path: found.origin.path }
  const secret = { is: 'name' as const, value: found.secret }
  switch (found.state) {
    case 'missing':
    case 'placeholder': {
      const code = found.state === 'missing' ? 'assume.secretExists' : 'assume.secretFilled'
      assumed.push(makeStep(code, { secret }, { verdict: 'assumed', at }))
      return { ...journey, certificate: { secret: found.secret, dnsNames: [] } }
    }
    case 'absent':
      return failTls(journey, makeStep('tls.certificateAbsent', { secret }, { rule: 'GW-44', verdict: 'no', at }))
    case 'refused':
      return failTls(journey, makeStep('tls.certificateRefused', { secret }, { rule: 'GW-16', verdict: 'no', at }))
    case 'invalid':
      return failTls(journey, makeStep('tls.certificateInvalid', { secret }, { rule: 'GW-16', verdict: 'no', at }))
    case 'valid':
      return {
        ...pass(journey, null, makeStep('tls.certificate', { secret }, { rule: 'GW-16', at })),
        certificate: { secret: found.secret, dnsNames: found.dnsNames },
      }
  }
}

/** What a listener asks of its clients [GW-33]; a client that it turns away ends the way here. */
export function checkClient(journey: Journey, listener: Listener, client: ClientRequest): Journey | Outcome {
  const checks = listener.checksClients
  if (checks == null || !client.isTls) return journey
  const at = { doc: checks.origin.doc, path: checks.origin.path }
  if (client.clientCertificate === null && checks.required)
    return failTls(journey, makeStep('tls.noClientCertificate', {}, { rule: 'GW-33', verdict: 'no', at }))
  if (client.clientCertificate !== null && checks.required)
    return unknownOutcome(journey, feature('clientCertificates'), { at })
  return pass(journey, null, makeStep('tls.clientMayShowNone', {}, { rule: 'GW-33', at }))
}

function failTls(journey: Journey, step: Step): Outcome {
  return finish(journey, { kind: 'failed', reason: 'tls', status: null }, step)
}

/** By server name: exact, then wildcard, then one for every name [IN-7]. */
function certificateFor(certificates: readonly Certificate[], sni: string): Certificate | undefined {
  return (
    certificates.find(certificate => certificate.pattern === sni) ??
    certificates.find(
      certificate =>
        certificate.pattern.startsWith('*.') && sni.slice(sni.indexOf('.')) === certificate.pattern.slice(1),
    ) ??
    certificates.find(certificate => certificate.pattern === '')
  )
}
