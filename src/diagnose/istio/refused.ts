import { problem, type Rule } from '../rule.ts'

/** An object that Istio's admission would not let in: what keeps it out stands beside it as errors. */
export const refusedByAdmission: Rule = ({ cluster }, resource) =>
  cluster.isRefused(resource.doc) ? [problem(resource, ['kind'], 'istio.refused', 'warning', {})] : []
