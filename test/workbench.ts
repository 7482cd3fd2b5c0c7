import { expect } from 'vitest'
import type { Intent, Plan } from '../src/command/index.ts'
import type { Problem } from '../src/report/index.ts'
import { applyEdits, type DocId, type FileId, type Path } from '../src/text/index.ts'
import { answerQuestion, Derivations, Sources } from '../src/workspace/index.ts'

/** A project of one file, asked as the page asks: what would be written, and what is wrong. */
export interface Workbench {
  readonly text: string
  doc(kind: string, name: string, namespace?: string): DocId
  /** The edge that leads to a node of that name. */
  edge(to: string): string
  plan(intent: Intent): Plan
  /** Plans that mend the problems of a code. */
  fixes(code: string): Plan[]
  extensions(doc: DocId, row: Path | null): string[]
  problems(severity: Problem['severity']): string[]
  /** The text with a plan applied. */
  apply(plan: Plan): string
}

export function workbench(text: string): Workbench {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.update(sources.open({ id: 'f' as FileId, name: 'test.yaml', text, enabled: true }))
  const ask = (question: Parameters<typeof answerQuestion>[3]) => answerQuestion(sources, derivations, 1, question)
  const nodes = () => [...derivations.nodes()]
  const all = (): Problem[] =>
    nodes().flatMap(({ doc }) =>
      doc === null ? [] : [...derivations.findings(doc), ...(derivations.decoded(doc)?.problems ?? [])],
    )
  return {
    text,
    doc(kind, name, namespace = 'default') {
      const node = nodes().find(
        candidate => candidate.kind === kind && candidate.name === name && candidate.namespace === namespace,
      )
      if (node?.doc == null) throw new Error(`no ${kind} ${namespace}/${name}`)
      return node.doc
    },
    edge(to) {
      const target = nodes().filter(node => node.name === to)
      const edge = [...derivations.edges()].find(
        candidate => candidate.kind === 'backend' && target.some(node => node.id === candidate.to),
      )
      if (edge === undefined) throw new Error(`no edge to ${to}`)
      return edge.id
    },
    plan(intent) {
      const reply = ask({ kind: 'plan', intent })
      if (reply.kind !== 'plan') throw new Error(reply.kind)
      return reply.plan
    },
    fixes(code) {
      const problem = all().find(candidate => candidate.code === code)
      if (problem === undefined) throw new Error(`no problem ${code}: ${all().map(item => item.code)}`)
      const reply = ask({ kind: 'fixes', problem })
      return reply.kind === 'fixes' ? [...reply.plans] : []
    },
    extensions(doc, row) {
      const reply = ask({ kind: 'extensions', doc, row })
      return reply.kind === 'extensions' ? reply.extensions.map(({ part }) => part) : []
    },
    problems: severity =>
      all()
        .filter(problem => problem.severity === severity)
        .map(problem => problem.code),
    apply(plan) {
      if (plan.kind === 'refused') throw new Error(plan.code)
      return applyEdits(
        text,
        plan.files.flatMap(({ edits }) => edits),
      )
    },
  }
}

/** The text that an intent makes of the project's. */
export function planned(bench: Workbench, intent: Intent): string {
  return bench.apply(bench.plan(intent))
}

/** The end of the project's text, as an intent leaves it; all before stays as it was. */
export function checkPlan(bench: Workbench, intent: Intent, end: string): void {
  const text = planned(bench, intent)
  expect(text.slice(-end.length)).toBe(end)
  expect(bench.text.startsWith(text.slice(0, text.length - end.length))).toBe(true)
}
