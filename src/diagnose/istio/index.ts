import type { Field, Resource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import type { AnalyzeContext, Analyzer } from './analyzer.ts'
import { authorizationPolicies } from './authorization.ts'
import { conditions } from './conditions.ts'
import { applicationUid, serviceAssociation } from './deployment.ts'
import { deprecated } from './deprecated.ts'
import { destinationTls } from './destination-tls.ts'
import { destinationHosts, destinationSubsets } from './destinations.ts'
import { envoyFilters } from './envoy-filter.ts'
import { conflictingGateways, gatewayCertificates, gatewayPorts, gatewaySecrets } from './gateway.ts'
import { ineffectiveSelector } from './ineffective-selector.ts'
import { injection } from './injection.ts'
import { portNames } from './port-name.ts'
import { entryAddresses, entryProtocols } from './service-entry.ts'
import { sidecars } from './sidecar.ts'
import { subsets } from './subsets.ts'
import { unreachableRules } from './unreachable.ts'
import { boundGateways, claimRoutes, meshHosts } from './virtual-service.ts'

/**
 * What `istioctl analyze` says, under its codes, with a place for each. Source: istio/istio pkg/config/analysis/analyzers; the messages are
 * our own. One file holds the analyzers of one subject.
 */
export type { AnalyzeContext } from './analyzer.ts'
export { refusedByAdmission } from './refused.ts'

/** By istioctl's own names. What admission says (`schema.ValidationAnalyzer.<Kind>`) comes with decoding, but for unreachable rules. */
export const analyzers: Readonly<Record<string, Analyzer>> = {
  'authz.AuthorizationPoliciesAnalyzer': authorizationPolicies,
  'conditions.ConditionAnalyzer': conditions,
  'deployment.ApplicationUIDAnalyzer': applicationUid,
  'deployment.ServiceAssociationAnalyzer': serviceAssociation,
  'deprecation.FieldAnalyzer': deprecated,
  'destinationrule.CaCertificateAnalyzer': destinationTls,
  'destinationrule.PodNotSelectedAnalyzer': subsets,
  'envoyfilter.EnvoyPatchAnalyzer': envoyFilters,
  'gateway.CertificateAnalyzer': gatewayCertificates,
  'gateway.ConflictingGatewayAnalyzer': conflictingGateways,
  'gateway.IngressGatewayPortAnalyzer': gatewayPorts,
  'gateway.SecretAnalyzer': gatewaySecrets,
  'injection.Analyzer': injection,
  'k8sgateway.SelectorAnalyzer': ineffectiveSelector,
  'schema.ValidationAnalyzer.VirtualService': unreachableRules,
  'service.PortNameAnalyzer': portNames,
  'serviceentry.ConflictingServiceEntryProtocolAnalyzer': entryProtocols,
  'serviceentry.ProtocolAddressesAnalyzer': entryAddresses,
  'sidecar.SelectorAnalyzer': sidecars,
  'virtualservice.ConflictingMeshGatewayHostsAnalyzer': meshHosts,
  'virtualservice.DestinationHostAnalyzer': destinationHosts,
  'virtualservice.DestinationRuleAnalyzer': destinationSubsets,
  'virtualservice.GatewayAnalyzer': boundGateways,
  'virtualservice.JWTClaimRouteAnalyzer': claimRoutes,
}

/** Those that a run of all leaves out: istioctl has them, and its own runs of everything do not show them. */
const onlyAsked = new Set(['destinationrule.PodNotSelectedAnalyzer'])

/** Everything that istioctl's analyzers would say of one resource, each thing once. */
export function analyzeAll(context: AnalyzeContext, resource: Resource, root: Field): Problem[] {
  const run = Object.keys(analyzers).filter(name => !context.strict || !onlyAsked.has(name))
  const found = once(run.flatMap(name => analyzers[name]!(context, resource, root)))
  return context.strict ? found : found.map(soften)
}

/** Codes that rest on something not being there: a project that does not hold it may have it elsewhere. */
const restOnAbsence = ['IST0101', 'IST0173']

function soften(problem: Problem): Problem {
  return restOnAbsence.includes(problem.code.slice(0, 7)) ? { ...problem, severity: 'warning' } : problem
}

/** Two analyzers may find the same thing; istioctl shows it once. */
export function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ code, facts }) => {
    const key = JSON.stringify([code, facts])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Views that only a project about a mesh holds. */
const meshTypes = [
  'virtualservice',
  'destinationrule',
  'istiogateway',
  'serviceentry',
  'sidecar',
  'authorizationpolicy',
  'peerauthentication',
  'requestauthentication',
  'proxypatch',
  'meshconfig',
] as const

/** Whether istioctl's findings are of interest: the project holds objects of Istio. */
export function isAboutIstio({ cluster }: AnalyzeContext): boolean {
  return meshTypes.some(type => cluster.hasAny(type))
}
