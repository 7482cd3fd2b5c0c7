import { cidrContains, parseAddress, parseCidr } from '../match/index.ts'
import type { ServiceResource } from '../model/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import { makeStep } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { finish, hopAt, type Journey, pass } from './context.ts'

/** The outcome for a client outside whose address a load balancer does not let in; null when it does [SV-6]. */
export function shutOut(journey: Journey, service: ServiceResource, end: ConnectionEnd): Outcome | null {
  if (service.serviceType !== 'LoadBalancer' || service.sourceRanges.length === 0 || end.kind !== 'address') return null
  const address = parseAddress(end.text)
  const isIn = service.sourceRanges.some(range => {
    const cidr = parseCidr(range)
    return cidr !== null && address !== null && cidrContains(cidr, address)
  })
  if (isIn) return null
  const name = { kind: 'Service', namespace: service.namespace, name: service.name }
  const at = { doc: service.doc, path: ['spec', 'loadBalancerSourceRanges'] }
  const step = makeStep(
    'service.shutOut',
    {
      service: { is: 'resource', ...name, doc: service.doc },
      client: { is: 'address', value: end.text },
      ranges: { is: 'list', items: service.sourceRanges.map(range => ({ is: 'text' as const, value: range })) },
    },
    { rule: 'SV-6', verdict: 'no', at },
  )
  return finish(pass(journey, hopAt(name, at, 'failed')), { kind: 'failed', reason: 'dropped', status: null }, step)
}
