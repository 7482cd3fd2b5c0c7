import { type Direction, type Effect, evaluateDirection, explainDirection } from '../policy/index.ts'
import type { Step } from '../report/index.ts'
import type { HeadlessProject } from './project.ts'
import { type ReachWay, waysOf } from './reach-ends.ts'
import { marks, speak } from './words.ts'

type Verdict = 'allow' | 'deny' | 'unknown'

/** A policy's part in a verdict, the winners or the losers of it. */
interface ShownReason {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly effect: Effect
  readonly rule: string | null
  readonly place: string
}

/** One step of an answer: what was asked in turn, the rules that do not apply included. */
interface ShownStep {
  readonly code: string
  /** A rule of SPEC.md. */
  readonly rule: string
  readonly verdict: Step['verdict']
  readonly text: string
  /** `file:line:column`; empty for a default of the API. */
  readonly place: string
  readonly because: readonly ShownStep[]
}

interface ShownSide {
  readonly direction: Direction
  readonly verdict: Verdict
  readonly reasons: readonly ShownReason[]
  readonly step: ShownStep
}

interface ShownWay {
  readonly from: string
  readonly to: string
  readonly port: string
  readonly verdict: Verdict
  readonly sides: readonly ShownSide[]
}

/**
 * Writes why two ends may talk on a port, or not: each direction with every rule that had a say, and why the others do not apply. Of a
 * Service, every workload behind it. The exit code is 0 when all may, else 1.
 */
export function explainReach(
  project: HeadlessProject,
  from: string,
  to: string,
  port: string,
  asJson: boolean,
): number {
  const ways = waysOf(project.flow, from, to, port).map(way => shownWay(project, way))
  const verdicts = new Set(ways.map(way => way.verdict))
  const verdict = verdicts.size === 1 ? ways[0]!.verdict : 'some'
  const text = asJson ? JSON.stringify({ from, to, port, verdict, ways }, null, 2) : ways.flatMap(linesOf).join('\n')
  process.stdout.write(`${text}\n`)
  return verdict === 'allow' ? 0 : 1
}

const verdictOf = { allowed: 'allow', refused: 'deny', unknown: 'unknown' } as const

function shownWay(project: HeadlessProject, { from, to, packet, ...ends }: ReachWay): ShownWay {
  const { cluster, assumptions } = project.flow
  const sides = (['egress', 'ingress'] as const).map((direction): ShownSide => {
    const connection = { ...ends, packet }
    const { value, step } = evaluateDirection(cluster, assumptions, direction, connection)
    return {
      direction,
      verdict: verdictOf[value.verdict],
      reasons: explainDirection(cluster, assumptions, direction, connection).reasons.map(
        ({ policy, effect, rule, at }) => ({
          kind: policy.kind,
          namespace: policy.namespace,
          name: policy.name,
          effect,
          rule,
          place: project.place({ doc: policy.doc, path: at }),
        }),
      ),
      step: shownStep(project, step),
    }
  })
  const all = sides.map(side => side.verdict)
  const verdict = all.includes('deny') ? 'deny' : all.includes('unknown') ? 'unknown' : 'allow'
  return { from, to, port: `${packet.protocol} ${packet.port}`, verdict, sides }
}

function shownStep(project: HeadlessProject, { code, rule, verdict, at, facts, because }: Step): ShownStep {
  return {
    code,
    rule,
    verdict,
    text: speak.sentence(code, facts),
    place: at === null ? '' : project.place(at),
    because: because.map(step => shownStep(project, step)),
  }
}

function linesOf({ from, to, port, verdict, sides }: ShownWay): string[] {
  return [
    `${verdict.toUpperCase()}: ${from} to ${to} on ${port}`,
    ...sides.flatMap(({ direction, verdict: said, step }) => [
      `  ${direction} of ${direction === 'egress' ? from : to}: ${said}`,
      ...stepLines(step, '    '),
    ]),
  ]
}

function stepLines({ verdict, text, rule, place, because }: ShownStep, indent: string): string[] {
  return [
    `${indent}${marks[verdict]} ${text} [${rule}]${place === '' ? '' : `  ${place}`}`,
    ...because.flatMap(step => stepLines(step, `${indent}  `)),
  ]
}
