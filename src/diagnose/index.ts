import type { Field, Resource } from '../model/index.ts'
import type { PolicyEngine } from '../policy/index.ts'
import type { Problem } from '../report/index.ts'
import { adminSelectsNothing, adminWithoutRules } from './admin-policy-idle.ts'
import { adminSamePriority, adminSecondBaseline } from './admin-same-priority.ts'
import { backendMissing, parentMissing } from './backend-missing.ts'
import { duplicate } from './duplicate.ts'
import type { EngineRule } from './engine-rule.ts'
import { analyzeAll, isAboutIstio, refusedByAdmission } from './istio/index.ts'
import { ownerLabelsGap } from './owner-labels-gap.ts'
import { policyBlockCoversPods } from './policy-block-covers-pods.ts'
import { policyCovered } from './policy-covered.ts'
import { egressWithoutDns, oneDashTooMany, policySelectsNothing, portNobodyListensOn } from './policy-findings.ts'
import { policyNamedPortOutside } from './policy-named-port-outside.ts'
import { policyPeerSelectsNothing } from './policy-peer-selects-nothing.ts'
import { policyRulesIgnored } from './policy-rules-ignored.ts'
import { routeHopRefused } from './route-hop-refused.ts'
import { grantMissing, routeRefused } from './route-refused.ts'
import type { DiagnoseContext, Rule } from './rule.ts'
import { selectsNothing } from './selects-nothing.ts'
import { networkIgnored, networkTwice } from './user-network.ts'

export type { FieldSchemas } from './field-schemas.ts'
/**
 * What is wrong with a resource, given the rest of the project. One rule, one code, one row of tests; a rule reads the cluster and never
 * another rule.
 */
export { type AnalyzeContext, analyzeAll, analyzers, once } from './istio/index.ts'
export { unknownFields } from './unknown-fields.ts'
export { diagnoseWords } from './words.ts'

const rules: readonly Rule[] = [
  refusedByAdmission,
  backendMissing,
  parentMissing,
  routeRefused,
  grantMissing,
  selectsNothing,
  policySelectsNothing,
  oneDashTooMany,
  egressWithoutDns,
  portNobodyListensOn,
  policyRulesIgnored,
  policyNamedPortOutside,
  policyPeerSelectsNothing,
  policyBlockCoversPods,
  adminSelectsNothing,
  adminWithoutRules,
  adminSamePriority,
  adminSecondBaseline,
  ownerLabelsGap,
  networkIgnored,
  networkTwice,
]

/** The findings about one resource; `root` is its document. A veiled one is not looked at further. */
export function diagnoseResource(context: DiagnoseContext, resource: Resource, root: Field): Problem[] {
  const replaced = duplicate(context, resource)
  if (replaced.length > 0) return replaced
  const mesh = { ...context, strict: false, now: null }
  return [
    ...rules.flatMap(rule => rule(context, resource)),
    ...(isAboutIstio(mesh) ? analyzeAll(mesh, resource, root) : []),
  ]
}

const engineRules: readonly EngineRule[] = [policyCovered, routeHopRefused]

/** The findings about one resource that hang on who may talk to whom in the whole cluster. */
export function diagnoseWithPolicies(context: DiagnoseContext, engine: PolicyEngine, resource: Resource): Problem[] {
  return engineRules.flatMap(rule => rule(context, engine, resource))
}
