import type { FeatureName } from '../../report/index.ts'

export interface SuiteFeature {
  /** Name in the conformance suite. */
  readonly name: string
  /** `partly`: what `unknown` names is answered so. */
  readonly state: 'simulated' | 'partly' | 'not'
  /** Rules of SPEC.md that do it. */
  readonly rules: readonly string[]
  readonly unknown?: readonly FeatureName[]
  readonly note?: string
}

const yes = (name: string, ...rules: string[]): SuiteFeature => ({ name, state: 'simulated', rules })

/** The features of Gateway API's conformance suite, as far as they are simulated. */
export const suiteFeatures: readonly SuiteFeature[] = [
  { name: 'Gateway', state: 'partly', rules: ['GW-8', 'GW-12', 'GW-16'], unknown: ['listenerProtocol'] },
  yes('GatewayPort8080', 'GW-8'),
  { ...yes('GatewayStaticAddresses', 'GW-34'), note: 'which addresses can be used is an assumption' },
  yes('GatewayHTTPListenerIsolation', 'GW-8'),
  yes('GatewayHTTPSListenerDetectMisdirectedRequests', 'GW-9'),
  { name: 'GatewayInfrastructurePropagation', state: 'not', rules: [], note: 'nothing is generated' },
  yes('GatewayAddressEmpty', 'GW-34'),
  yes('ListenerSet', 'GW-10', 'GW-11'),
  yes('GatewayBackendClientCertificate', 'GW-16', 'GW-23'),
  {
    name: 'GatewayFrontendClientCertificateValidation',
    state: 'partly',
    rules: ['GW-33'],
    unknown: ['clientCertificates'],
  },
  yes('GatewayFrontendClientCertificateValidationInsecureFallback', 'GW-33'),
  { name: 'BackendTLSPolicy', state: 'partly', rules: ['GW-23'], unknown: ['backendCertificate'] },
  { name: 'BackendTLSPolicySANValidation', state: 'partly', rules: ['GW-23'], unknown: ['backendCertificate'] },
  yes('GRPCRoute', 'GW-6'),
  yes('GRPCRouteNamedRouteRule', 'GW-6'),
  yes('GRPCRouteRequestHeaderModifier', 'GW-24'),
  {
    name: 'HTTPRoute',
    state: 'partly',
    rules: ['GW-1', 'GW-2', 'GW-3', 'GW-4', 'GW-7', 'GW-17', 'GW-18'],
    unknown: ['regexDialect', 'regexOrder', 'httpFilter', 'backendKind', 'undeclaredService'],
  },
  yes('HTTPRouteDestinationPortMatching', 'GW-12'),
  yes('HTTPRouteBackendRequestHeaderModification', 'GW-24'),
  yes('HTTPRouteQueryParamMatching', 'GW-4'),
  yes('HTTPRouteMethodMatching', 'GW-1'),
  yes('HTTPRouteResponseHeaderModification', 'GW-24'),
  yes('HTTPRoutePortRedirect', 'GW-25'),
  yes('HTTPRouteSchemeRedirect', 'GW-25'),
  { name: 'HTTPRoutePathRedirect', state: 'partly', rules: ['GW-25', 'GW-26'], unknown: ['prefixWithoutPrefix'] },
  yes('HTTPRoute303RedirectStatusCode', 'GW-25'),
  yes('HTTPRoute307RedirectStatusCode', 'GW-25'),
  yes('HTTPRoute308RedirectStatusCode', 'GW-25'),
  yes('HTTPRouteHostRewrite', 'GW-26'),
  { name: 'HTTPRoutePathRewrite', state: 'partly', rules: ['GW-26'], unknown: ['prefixWithoutPrefix'] },
  yes('HTTPRouteBackendURLRewrite', 'GW-26'),
  yes('HTTPRouteBackendRequestRedirect', 'GW-25'),
  yes('HTTPRouteRequestMirror', 'GW-27'),
  yes('HTTPRouteRequestMultipleMirrors', 'GW-27'),
  yes('HTTPRouteRequestPercentageMirror', 'GW-27'),
  yes('HTTPRouteRequestTimeout', 'GW-29'),
  yes('HTTPRouteBackendTimeout', 'GW-29'),
  yes('HTTPRouteRetry', 'GW-29'),
  yes('HTTPRouteRetryBackendTimeout', 'GW-29'),
  yes('HTTPRouteRetryConnectionError', 'GW-29'),
  yes('HTTPRouteParentRefPort', 'GW-12'),
  { ...yes('HTTPRouteBackendProtocolH2C', 'GW-17'), note: 'the protocol decides nothing about where a request goes' },
  {
    ...yes('HTTPRouteBackendProtocolWebSocket', 'GW-17'),
    note: 'the protocol decides nothing about where a request goes',
  },
  yes('HTTPRouteNamedRouteRule', 'GW-1'),
  yes('HTTPRouteCORS', 'GW-28'),
  yes('Mesh', 'GW-30', 'GW-31'),
  yes('MeshClusterIPMatching', 'GW-31'),
  yes('MeshConsumerRoute', 'GW-30'),
  yes('MeshHTTPRouteRewritePath', 'GW-26'),
  yes('MeshHTTPRouteSchemeRedirect', 'GW-25'),
  yes('MeshHTTPRouteRedirectPort', 'GW-25'),
  yes('MeshHTTPRouteRedirectPath', 'GW-25'),
  yes('MeshHTTPRouteBackendRequestHeaderModification', 'GW-24'),
  yes('MeshHTTPRouteQueryParamMatching', 'GW-4'),
  yes('MeshHTTPRouteNamedRouteRule', 'GW-1'),
  yes('ReferenceGrant', 'GW-19'),
  yes('TCPRoute', 'GW-20'),
  yes('TLSRoute', 'GW-21'),
  yes('TLSRouteModeTerminate', 'GW-21'),
  yes('TLSRouteModeMixed', 'GW-10', 'GW-21'),
  yes('UDPRoute', 'GW-20'),
]
