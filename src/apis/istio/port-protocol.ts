import type { ServiceEntryPort, ServicePort } from '../../model/index.ts'

/** What a port is declared to speak; `auto` where the proxy looks at the first bytes. */
export type PortProtocol = 'http' | 'http2' | 'grpc' | 'tcp' | 'tls' | 'https' | 'auto' | 'udp'

/** Ports whose servers are known to speak first: they are never looked into. */
const serverFirstPorts = new Set([25, 53, 3306, 27017])

const byWord: Readonly<Record<string, PortProtocol>> = {
  http: 'http',
  http2: 'http2',
  grpc: 'grpc',
  'grpc-web': 'http',
  https: 'https',
  tls: 'tls',
  tcp: 'tcp',
  mongo: 'tcp',
  redis: 'tcp',
  mysql: 'tcp',
  udp: 'udp',
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'https',
}

/** What a Service's port speaks: its appProtocol, else the first part of its name, else what the first bytes say [IS-4]. */
export function declaredOf(port: Pick<ServicePort, 'name' | 'port' | 'protocol' | 'appProtocol'>): PortProtocol {
  if (port.protocol === 'UDP') return 'udp'
  if (port.appProtocol !== null) {
    const known = byWord[port.appProtocol.toLowerCase()]
    if (known !== undefined) return known
  }
  const name = port.name.toLowerCase()
  const known = name.startsWith('grpc-web') ? 'http' : byWord[name.split('-')[0]!]
  if (known !== undefined) return known
  return serverFirstPorts.has(port.port) ? 'tcp' : 'auto'
}

/** A port of a ServiceEntry says its protocol itself, or by its name. */
export function protocolOfEntry(port: ServiceEntryPort): PortProtocol {
  if (port.protocol !== '') return byWord[port.protocol.toLowerCase()] ?? 'tcp'
  return declaredOf({ name: port.name, port: port.number, protocol: 'TCP', appProtocol: null })
}

/** Whether routes are found by the Host header. */
export function isHttp(protocol: PortProtocol): boolean {
  return protocol === 'http' || protocol === 'http2' || protocol === 'grpc'
}
