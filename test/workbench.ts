import { expect } from 'vitest'
import type { Arrival, Intent, Plan } from '../src/command/index.ts'
import type { Problem } from '../src/report/index.ts'
import { applyEdits, type DocId, type FileId, type Path } from '../src/text/index.ts'
import { answerQuestion, Derivations, Sources } from '../src/workspace/index.ts'

/** A project of one file, asked as the page asks: what would be written, and what is wrong. */
export interface Workbench {
  readonly text: string
  doc(kind: string, name: string, namespace?: string): DocId
  /** The edge that leads to a node of that name. */
  edge(to: string, kind?: 'backend' | 'attach'): string
  plan(intent: Intent): Plan
  /** Plans that mend the problems of a code. */
  fixes(code: string): Plan[]
  /** The lines that hold what the symbol at a piece of the text leads to; the first occurrence, behind which the cursor stands. */
  symbol(at: string, want: 'definitions' | 'uses'): string[]
  /** Codes of what is said about it. */
  meaning(at: string): string[]
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
    (sources.source('f' as FileId)?.documents() ?? []).flatMap(({ id }) => [
      ...derivations.findings(id),
      ...(derivations.decoded(id)?.problems ?? []),
    ])
  const symbol = (at: string, want: 'definitions' | 'uses' | 'meaning') => {
    const offset = text.indexOf(at) + at.length
    const reply = ask({ kind: 'symbol', file: 'f' as FileId, offset, want })
    return reply.kind === 'symbol' ? reply : { places: [], says: [] }
  }
  return {
    text,
    symbol: (at, want) =>
      symbol(at, want).places.map(({ range }) => {
        const from = text.lastIndexOf('\n', range.from - 1) + 1
        return text.slice(from, text.indexOf('\n', range.from)).trim()
      }),
    meaning: at => symbol(at, 'meaning').says.map(({ code }) => code),
    doc(kind, name, namespace = 'default') {
      const found = (sources.source('f' as FileId)?.documents() ?? [])
        .map(document => derivations.cluster.ofDoc(document.id))
        .find(
          resource =>
            resource?.kind === kind &&
            resource.name === name &&
            (resource.namespace === namespace || resource.namespace === ''),
        )
      if (found === undefined) throw new Error(`no ${kind} ${namespace}/${name}`)
      return found.doc
    },
    edge(to, kind = 'backend') {
      const target = nodes().filter(node => node.name === to)
      const edge = [...derivations.edges()].find(
        candidate => candidate.kind === kind && target.some(node => node.id === candidate.to),
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

/** What texts that are to be opened have in common with a project. */
export function arrivals(project: string, texts: readonly string[]): readonly Arrival[] {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.update(sources.open({ id: 'f' as FileId, name: 'test.yaml', text: project, enabled: true }))
  const reply = answerQuestion(sources, derivations, 1, { kind: 'arrivals', texts })
  return reply.kind === 'arrivals' ? reply.arrivals : []
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
