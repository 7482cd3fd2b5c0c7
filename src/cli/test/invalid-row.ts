import type { Resource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import type { HeadlessProject } from '../project.ts'
import { isMap, textOf } from './case-file.ts'
import { foreignKind } from './peers.ts'
import type { Row } from './row.ts'

/** What becomes of input that is wrong: how bad it is, and what an analysis can still say. */
export interface Judgement {
  readonly severity: 'fatal' | 'error' | 'warning' | 'none'
  /** `none`: no answer at all. `empty`: nothing is there to be asked about. */
  readonly result: 'none' | 'empty' | 'the rest is analysed' | 'analysed'
  readonly problems: readonly string[]
}

/** An `invalid` row is judged by severity and result, not by another tool's sentence. */
export function invalidRow(project: HeadlessProject, value: YamlValue): Row {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const base = { name: 'invalid', kind: 'invalid', expected: value }
  const kind = foreignKind(project.flow)
  if (kind !== null) return { ...base, outcome: 'unsupported', actual: null, why: `not simulated yet: ${kind}` }
  const { severity, result, problems } = judge(project)
  const passed = severity === textOf(row['severity']) && result === textOf(row['result'])
  return {
    ...base,
    outcome: passed ? 'passed' : 'failed',
    actual: { severity, result, problems: [...problems] },
    why: passed ? '' : `${severity}, ${result}`,
  }
}

/** Findings by which an answer about policies would be a guess, whatever their severity in the editor. */
const ambiguous: ReadonlySet<string> = new Set(['duplicate.replaced', 'policy.namedPortOutside'])

/** Kinds that an answer about connections rests on. */
const deciding: ReadonlySet<Resource['type']> = new Set(['networkpolicy', 'adminpolicy', 'namespace', 'usernetwork'])

/**
 * A policy, network or namespace that the API server would refuse, or that stands there twice, leaves no answer: what the cluster holds is not what
 * is written. A workload that is wrong is left out; a document that is no object is too, unless nothing else is there.
 */
export function judge(project: HeadlessProject): Judgement {
  const { derivations, flow } = project
  const fatal: Problem[] = []
  const others: Problem[] = []
  const ignored: Problem[] = []
  let objects = 0
  let workloads = 0
  for (const doc of project.documents()) {
    const decoded = derivations.decoded(doc)
    const resource = decoded?.resource ?? null
    const errors = [...project.syntaxProblems(doc), ...(decoded?.problems ?? [])].filter(
      ({ severity }) => severity === 'error',
    )
    const findings = derivations.findings(doc)
    const decides = resource !== null && deciding.has(resource.type)
    if (resource !== null) objects++
    if (resource?.type === 'usernetwork') ignored.push(...findings.filter(({ severity }) => severity === 'warning'))
    if (decides)
      fatal.push(...errors, ...findings.filter(({ severity, code }) => severity === 'error' || ambiguous.has(code)))
    else {
      others.push(...errors)
      fatal.push(...findings.filter(({ code }) => code === 'policy.ownerLabelsGap'))
      if (
        errors.length === 0 &&
        flow.cluster.ofDoc(doc) !== undefined &&
        (resource?.type === 'pod' || resource?.type === 'workload')
      )
        workloads++
    }
  }
  const say = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code)
  if (fatal.length > 0) return { severity: 'fatal', result: 'none', problems: say(fatal) }
  if (objects === 0 && others.length > 0) return { severity: 'fatal', result: 'none', problems: say(others) }
  if (workloads === 0) return { severity: 'error', result: 'empty', problems: say(others) }
  const rules = (['networkpolicy', 'adminpolicy', 'usernetwork'] as const).flatMap(type => flow.cluster.all(type))
  if (others.length > 0 || rules.length === 0)
    return { severity: 'error', result: 'the rest is analysed', problems: say(others) }
  if (ignored.length > 0) return { severity: 'warning', result: 'analysed', problems: say(ignored) }
  return { severity: 'none', result: 'analysed', problems: [] }
}
