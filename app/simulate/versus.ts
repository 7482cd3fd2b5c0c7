import type { Answer, Step } from '../store/contracts.ts'

/** How the reasons of two answers differ. */
export interface Parting {
  /** Steps of either that the other has none like. */
  readonly differing: ReadonlySet<Step>
  /** The first question, in the order they were asked, that each answered in its own way; null where the other only adds to it. */
  readonly a: Step | null
  readonly b: Step | null
}

/** Steps in the order they were asked, the verdicts themselves apart: what led to them comes beneath. */
function reasonsOf(answer: Answer): Step[] {
  const steps: Step[] = []
  const walk = (step: Step): void => {
    steps.push(step)
    step.because.forEach(walk)
  }
  for (const { step } of answer.outcomes) step.because.forEach(walk)
  return steps
}

const signOf = ({ code, rule, verdict, at, facts }: Step): string =>
  JSON.stringify([code, rule, verdict, at, Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))])

export function partingOf(a: Answer, b: Answer): Parting {
  const ofA = reasonsOf(a)
  const ofB = reasonsOf(b)
  const without = (steps: readonly Step[], others: readonly Step[]): Step[] => {
    const known = new Set(others.map(signOf))
    return steps.filter(step => !known.has(signOf(step)))
  }
  const onlyA = without(ofA, ofB)
  const onlyB = without(ofB, ofA)
  return { differing: new Set([...onlyA, ...onlyB]), a: onlyA[0] ?? null, b: onlyB[0] ?? null }
}
