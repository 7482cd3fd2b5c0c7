import type { Assumptions, Cluster, Kept } from '../cluster/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { BackendChosen, Hop, Outcome, ResourceName, Verdict } from './answer.ts'

/** What following a request may read. */
export interface FlowContext {
  readonly cluster: Cluster
  readonly assumptions: Assumptions
  /** Translated entries and tables. */
  readonly entries: Kept
}

/** The way so far: what every outcome of this request shares. */
export interface Journey {
  readonly hops: readonly Hop[]
  readonly steps: readonly Step[]
  readonly certificate: Outcome['certificate']
}

export const start: Journey = { hops: [], steps: [], certificate: null }

export function pass(journey: Journey, hop: Hop | null, ...steps: readonly Step[]): Journey {
  return { ...journey, hops: hop === null ? journey.hops : [...journey.hops, hop], steps: [...journey.steps, ...steps] }
}

export function hopAt(resource: ResourceName, at: Hop['at'], verdict: Hop['verdict'] = 'passed'): Hop {
  const { kind, namespace, name } = resource
  return { resource: { kind, namespace, name }, at, verdict }
}

/** An outcome at the end of a journey; its root step has the journey's steps beneath. */
export function finish(
  journey: Journey,
  verdict: Verdict,
  step: Step,
  more: Partial<
    Pick<
      Outcome,
      | 'share'
      | 'backend'
      | 'upstream'
      | 'response'
      | 'mirrors'
      | 'bySpecification'
      | 'transport'
      | 'protocol'
      | 'fault'
      | 'delayMs'
      | 'tries'
      | 'route'
    >
  > = {},
): Outcome {
  return {
    share: more.share ?? 1,
    verdict,
    backend: more.backend ?? null,
    hops: journey.hops,
    upstream: more.upstream ?? null,
    response: more.response ?? null,
    mirrors: more.mirrors ?? [],
    certificate: journey.certificate,
    transport: more.transport ?? null,
    protocol: more.protocol ?? null,
    fault: more.fault ?? null,
    delayMs: more.delayMs ?? 0,
    tries: more.tries ?? null,
    route: more.route ?? '',
    step: { ...step, because: [...journey.steps, ...step.because] },
    bySpecification: more.bySpecification ?? null,
  }
}

/** The share whose outcome hangs on something that is not simulated, by its name. */
export function unknownOutcome(
  journey: Journey,
  feature: string,
  more: Parameters<typeof finish>[3] & { at?: Step['at'] } = {},
): Outcome {
  const step = makeStep(
    'flow.unknown',
    { feature: { is: 'text', value: feature } },
    { verdict: 'unknown', at: more.at ?? null },
  )
  return finish(journey, { kind: 'unknown', feature }, step, more)
}

export function backendOf(kind: string, namespace: string, name: string, port: number | null): BackendChosen {
  return { kind, namespace, name, port, subset: null, percent: null, host: null, passthrough: false }
}
