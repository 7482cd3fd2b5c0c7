/**
 * The traffic tests' grammar: every key that a case may have. A key with rows is a list (one row an item) or complete (one row that
 * fails on anything missing or extra); the rest says where and under what the case is set, or is for reading.
 */
export const listKeys: readonly string[] = [
  'requests',
  'connections',
  'resources',
  'explain',
  'pairs',
  'selects',
  'endpoints',
  'memberships',
  'containers',
  'probeResults',
  'probeTargets',
  'admission',
  'proxy',
  'proxied',
  'packets',
  'expressions',
]

export const completeKeys: readonly string[] = [
  'diagnostics',
  'reachability',
  'exposure',
  'diff',
  'networks',
  'kong',
  'invalid',
]

/** Keys whose rows stand in a list of their own: `backoff.rows`, steps or expectations of a `timeline`. */
export const nestedKeys: Readonly<Record<string, readonly string[]>> = {
  backoff: ['rows'],
  timeline: ['steps', 'expect'],
}

export const settingKeys: readonly string[] = [
  'source',
  'feature',
  'test',
  'step',
  'note',
  'notes',
  'caveats',
  'manifests',
  'manifests2',
  'assume',
  'controller',
  'diagnosticsScope',
  'networkMapping',
  'flavors',
  'routes',
  'services',
  'kubeProxy',
  'tables',
  'warnings',
  'given',
  'correlated',
]

export function isKnownKey(key: string): boolean {
  return (
    listKeys.includes(key) || completeKeys.includes(key) || settingKeys.includes(key) || Object.hasOwn(nestedKeys, key)
  )
}

/** What cannot be simulated yet, by the key that asks for it. */
export const notSimulated: Readonly<Record<string, string>> = {
  endpoints: 'EndpointSlice contents',
  memberships: 'Service membership of pods',
  containers: 'defaults of probes',
  probeResults: 'single probes',
  probeTargets: 'targets of probes',
  admission: 'admission webhooks',
  proxy: 'proxied Services',
  proxied: 'proxied Services',
  packets: 'packets at a node',
  expressions: 'router expressions',
  kong: 'Kong entities',
  backoff: 'restart delays',
  timeline: 'probes over time',
}
