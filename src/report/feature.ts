/**
 * What is not simulated, by name: the only names that an `unknown` may carry, and the list that COVERAGE.md is made of. A name that
 * ends in a colon is followed by what it is about.
 */
export const features = {
  regexDialect: 'regex dialect:',
  regexOrder: 'order of a regular expression among other paths',
  widerHost: 'fallback to a wider host',
  implementationSpecific: 'ImplementationSpecific path',
  resourceBackend: 'resource backend',
  severalDefaults: 'several default backends',
  samePathTwice: 'one host and path in several Ingresses',
  defaultCertificate: "the controller's default certificate",
  controller: 'controller:',
  profile: 'profile:',
  httpFilter: 'HTTPRoute filter:',
  clientCertificates: 'whether a client certificate is trusted',
  backendCertificate: "names in the backend's own certificate",
  prefixWithoutPrefix: 'ReplacePrefixMatch without a PathPrefix match',
  listenerProtocol: 'listener protocol:',
  entryKind: 'entry:',
  undeclaredService: 'Service of a namespace whose Services no file declares:',
  externalName: 'ExternalName Service',
  serviceProxy: 'Service:',
  undeclaredPort: 'port of a headless Service that its pods do not declare:',
  podAddress: 'address of:',
  otherPolicy: 'policy:',
  backendKind: 'backendRef kind:',
  redirectCode: 'redirect code:',
  proxyPatch: 'proxy patched by:',
  endpointHealth: 'whether it answers:',
  trafficPolicy: 'traffic policy:',
  serverTls: 'TLS mode of a server:',
  jwtKeys: 'keys of tokens at:',
  externalAuthorization: 'external authorization:',
  authorizationKey: 'authorization condition:',
  condition: 'a condition that is not simulated',
} as const

export type FeatureName = keyof typeof features

/** The name of a feature, with what it is about where it needs that. */
export function feature(name: FeatureName, about = ''): string {
  return about === '' ? features[name].replace(/:$/, '') : `${features[name]} ${about}`
}
