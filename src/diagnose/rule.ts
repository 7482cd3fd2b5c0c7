import type { Assumptions, Cluster } from '../cluster/index.ts'
import type { Resource } from '../model/index.ts'
import type { Problem, ResourceFact, Severity } from '../report/index.ts'
import type { Path } from '../text/index.ts'

/** What a rule may read. */
export interface DiagnoseContext {
  readonly cluster: Cluster
  readonly assumptions: Assumptions
}

/** Looks at one resource and names what is wrong with it, given the rest of the project. */
export type Rule = (context: DiagnoseContext, resource: Resource) => Problem[]

export function problem(
  resource: Resource,
  path: Path,
  code: string,
  severity: Severity,
  facts: Problem['facts'],
  related?: Problem['related'],
): Problem {
  return { code, severity, at: { doc: resource.doc, path }, facts, ...(related === undefined ? {} : { related }) }
}

export function resourceFact(
  resource: Pick<Resource, 'kind' | 'namespace' | 'name'> & { doc?: Resource['doc'] },
): ResourceFact {
  const { kind, namespace, name, doc } = resource
  return doc === undefined ? { is: 'resource', kind, namespace, name } : { is: 'resource', kind, namespace, name, doc }
}
