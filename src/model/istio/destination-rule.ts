import type { Field } from '../field.ts'
import type {
  DestinationRuleResource,
  IstioLoadBalancer,
  IstioSubset,
  LocalitySettings,
  PortPolicy,
  TrafficPolicy,
} from '../istio.ts'
import type { Meta } from '../resource.ts'
import { durationMs } from './duration.ts'
import { exportToOf, labelsOf } from './string-match.ts'

/** DestinationRule: what it is about, the policy of its connections, and its subsets. */
export function decodeDestinationRule(root: Field, meta: Meta): DestinationRuleResource {
  const spec = root.get('spec')
  const host = spec.get('host')
  return {
    ...meta,
    type: 'destinationrule',
    host: { value: host.required() ?? '', at: host.path },
    policy: decodePolicy(spec.get('trafficPolicy')),
    subsets: spec.get('subsets').items().flatMap(decodeSubset),
    exportTo: exportToOf(spec),
    workloadSelector: labelsOf(spec.at('workloadSelector', 'matchLabels')),
  }
}

function decodeSubset(field: Field): IstioSubset[] {
  const name = field.get('name').required()
  if (name === null) return []
  return [
    {
      name,
      labels: field.get('labels').stringMap(),
      policy: decodePolicy(field.get('trafficPolicy')),
      at: field.path,
    },
  ]
}

function decodePolicy(field: Field): TrafficPolicy | null {
  if (!field.present) return null
  const tunnel = field.get('tunnel')
  const proxy = field.get('proxyProtocol')
  return {
    ...decodePortPolicy(field),
    ports: field
      .get('portLevelSettings')
      .items()
      .flatMap(item => {
        const port = item.at('port', 'number').port()
        return port === null ? [] : [{ ...decodePortPolicy(item), port, at: item.path }]
      }),
    unknown: tunnel.present ? 'tunnel' : proxy.present ? 'proxyProtocol' : null,
    at: field.path,
  }
}

function decodePortPolicy(field: Field): PortPolicy {
  const pool = field.get('connectionPool')
  const outlier = field.get('outlierDetection')
  const tls = field.get('tls')
  return {
    loadBalancer: decodeLoadBalancer(field.get('loadBalancer')),
    connectionPool: pool.present
      ? {
          useClientProtocol: pool.at('http', 'useClientProtocol').boolean() ?? false,
          h2UpgradePolicy: pool.at('http', 'h2UpgradePolicy').string(),
          maxRetries: pool.at('http', 'maxRetries').integer(0, 2_147_483_647),
          connectTimeoutMs: durationMs(pool.at('tcp', 'connectTimeout')),
          at: pool.path,
        }
      : null,
    outlierDetection: outlier.present ? { at: outlier.path } : null,
    tls: tls.present
      ? {
          mode: tls.get('mode').oneOf(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] as const) ?? 'DISABLE',
          sni: tls.get('sni').string() || null,
          credentialName: tls.get('credentialName').string(),
          at: tls.path,
        }
      : null,
  }
}

function decodeLoadBalancer(field: Field): IstioLoadBalancer | null {
  if (!field.present) return null
  const locality = field.get('localityLbSetting')
  return {
    simple: field.get('simple').string(),
    consistentHash: decodeHash(field.get('consistentHash')),
    locality: locality.present ? decodeLocality(locality) : null,
    at: field.path,
  }
}

function decodeHash(field: Field): IstioLoadBalancer['consistentHash'] {
  if (!field.present) return null
  const header = field.get('httpHeaderName').string()
  if (header !== null) return { by: 'header', name: header.toLowerCase(), made: false }
  const cookie = field.get('httpCookie')
  if (cookie.present)
    return { by: 'cookie', name: cookie.get('name').string() ?? '', made: durationMs(cookie.get('ttl')) !== null }
  const query = field.get('httpQueryParameterName').string()
  if (query !== null) return { by: 'query', name: query, made: false }
  return field.get('useSourceIp').boolean() === true ? { by: 'sourceIp', name: '', made: false } : null
}

export function decodeLocality(field: Field): LocalitySettings {
  return {
    enabled: field.get('enabled').boolean() ?? true,
    distribute: field
      .get('distribute')
      .items()
      .map(item => ({
        from: item.get('from').string() ?? '',
        to: new Map(
          item
            .get('to')
            .entries()
            .map(([name, weight]) => [name, weight.integer(0, 100) ?? 0]),
        ),
      })),
    failover: field
      .get('failover')
      .items()
      .map(item => ({ from: item.get('from').string() ?? '', to: item.get('to').string() ?? '' })),
    failoverPriority: field.get('failoverPriority').strings(),
    at: field.path,
  }
}
