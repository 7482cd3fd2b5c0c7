import type { Problem } from '../../report/index.ts'
import type { CommandContext } from '../context.ts'
import type { PlannedEdits } from '../plan.ts'
import { duplicateReplaced } from './duplicate.ts'
import type { Fixer } from './fix.ts'
import { grantMissing } from './grant-missing.ts'
import {
  askForSidecars,
  everyRequest,
  gatewayMissing,
  ineffectiveSelector,
  legacyName,
  oldField,
  portProtocol,
  portRequired,
  priority,
  removeField,
  subsetMissing,
} from './istio.ts'
import { kindElsewhere } from './kind-elsewhere.ts'
import { kindMisspelt } from './kind-misspelt.ts'
import { namespaceNotAllowed, sectionMissing } from './listener.ts'
import { parentNotFound, portNotFound, serviceNotFound } from './missing.ts'
import { misspeltField } from './misspelt-field.ts'
import {
  adminSelectsNothing,
  egressWithoutDns,
  oneDashTooMany,
  policyCovered,
  portNobodyListensOn,
  rulesIgnored,
  selectsNothing,
} from './policy.ts'
import { routeShadowed } from './route-shadowed.ts'

/** Problems that have an obvious mend, by code. */
const fixers: Readonly<Record<string, Fixer>> = {
  'route.grantMissing': grantMissing,
  'route.NotAllowedByListeners': namespaceNotAllowed,
  'route.NoMatchingParent': sectionMissing,
  'route.shadowed': routeShadowed,
  'backend.serviceNotFound': serviceNotFound,
  'backend.portNotFound': portNotFound,
  'model.kindMisspelt': kindMisspelt,
  'schema.misspeltField': misspeltField,
  'IST0002.ignored': removeField,
  'IST0002.replaced': oldField,
  'IST0101.gateway': gatewayMissing,
  'IST0101.host': serviceNotFound,
  'IST0101.port': portNotFound,
  'IST0101.subset': subsetMissing,
  'IST0102.namespace': askForSidecars,
  'IST0106.covered': removeField,
  'IST0106.neverTriggered': everyRequest,
  'IST0106.together': removeField,
  'IST0112.port': portRequired,
  'IST0118.port': portProtocol,
  'IST0133.ciphers': removeField,
  'IST0133.deprecated': oldField,
  'IST0133.duplicateHost': removeField,
  'IST0133.legacyGateway': legacyName,
  'IST0133.noEffect': removeField,
  'IST0151.patch': priority,
  'IST0155.patch': priority,
  'IST0166.selector': ineffectiveSelector,
  'parent.notFound': parentNotFound,
  'duplicate.replaced': duplicateReplaced,
  'model.kindElsewhere': kindElsewhere,
  'policy.oneDashTooMany': oneDashTooMany,
  'policy.egressWithoutDns': egressWithoutDns,
  'policy.rulesIgnored': rulesIgnored,
  'policy.selectsNothing': selectsNothing,
  'policy.peerSelectsNothing': selectsNothing,
  'service.selectsNothing': selectsNothing,
  'policy.portNobodyListensOn': portNobodyListensOn,
  'policy.covered': policyCovered,
  'policy.withoutEffect': policyCovered,
  'adminPolicy.noRules': policyCovered,
  'adminPolicy.selectsNothing': adminSelectsNothing,
}

/** Codes that `fixesOf` may have a mend for. */
export const fixableCodes: readonly string[] = Object.keys(fixers)

/** What could be written to mend a problem, as plans that say in their labels what they do; none where nothing obvious would. */
export function fixesOf(context: CommandContext, problem: Problem): PlannedEdits[] {
  const fixer = Object.hasOwn(fixers, problem.code) ? fixers[problem.code] : undefined
  return (fixer?.(context, problem) ?? []).filter(plan => plan.kind === 'edits')
}
