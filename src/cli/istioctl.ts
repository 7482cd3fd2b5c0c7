import { defaultAssumptions } from '../cluster/index.ts'
import { analyzeAll, analyzers, once } from '../diagnose/index.ts'
import type { Resource } from '../model/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId } from '../text/index.ts'
import type { OpenFile } from '../workspace/index.ts'
import { type HeadlessProject, openProject } from './project.ts'

/** istioctl runs one of these for each kind of Istio. */
const validation = 'schema.ValidationAnalyzer.'

/** Whether an analyzer of istioctl is known here, by istioctl's own name; `all` stands for all of them. */
export function knowsAnalyzer(name: string): boolean {
  return name === 'all' || Object.hasOwn(analyzers, name) || name.startsWith(validation)
}

/** Manifests as istioctl takes them: what admission would refuse is there, and is looked at with the rest. */
export function openForIstioctl(files: readonly OpenFile[]): HeadlessProject {
  return openProject(files, { ...defaultAssumptions, istioAdmission: 'bypassed' })
}

/** What istioctl says of one document, the manifests taken for the whole cluster; of one analyzer, or of `all`. */
export function istioctlProblems({ derivations, flow }: HeadlessProject, doc: DocId, analyzer: string): Problem[] {
  const decoded = derivations.decoded(doc)
  const resource = decoded?.resource ?? null
  // Of two documents with one key the later one is the object.
  if (decoded === undefined || resource === null || flow.cluster.isVeiled(doc)) return []
  const context = { cluster: flow.cluster, assumptions: flow.assumptions, strict: true, now: Date.now() }
  const root = derivations.root(doc)
  const isAsked = analyzer === 'all' || analyzer === `${validation}${resource.kind}`
  const admission = isAsked ? decoded.problems.filter(problem => isAdmission(resource, problem)) : []
  if (analyzer === 'all') return once([...admission, ...analyzeAll(context, resource, root)])
  const one = Object.hasOwn(analyzers, analyzer) ? analyzers[analyzer]! : null
  return once([...admission, ...(one?.(context, resource, root) ?? [])])
}

/** A field that the API cannot hold is refused by Istio's admission too. */
function isAdmission(resource: Resource, { code, severity }: Problem): boolean {
  return code.startsWith('IST') || (resource.group.endsWith('.istio.io') && severity === 'error')
}

/** The code that istioctl has for a problem: its own, without the sentence's name, or that of admission. */
export function istioctlCode({ code }: Pick<Problem, 'code'>): string {
  return code.startsWith('IST') ? code.slice(0, 7) : 'IST0106'
}
