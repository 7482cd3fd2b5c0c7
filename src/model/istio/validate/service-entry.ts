import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { given, list, number, oneWord, refuse, said, someOf, text, warn } from './check.ts'
import {
  dnsName,
  exportTo,
  headerName,
  isAddress,
  isAddressOrRange,
  isFqdn,
  isHttpProtocol,
  isPartialWildcard,
  isTlsProtocol,
  labels,
  mapEntries,
  protocol,
  socketPath,
  unixPrefix,
  wildcardHost,
  workloadSelector,
} from './names.ts'

/** ServiceEntry, WorkloadEntry and WorkloadGroup, as Istio's admission checks them. Source: pkg/config/validation/validation.go. */
export function validateServiceEntry(spec: Field, meta: Meta): void {
  const selector = spec.get('workloadSelector')
  const verdict = workloadSelector(selector, 'labels')
  if (verdict === 'wrong') return
  if (verdict === 'empty') warn(selector, 'noLabels')
  if (selector.present && spec.get('endpoints').present)
    refuse(spec.get('endpoints'), 'together', { other: said('workloadSelector') })
  const hosts = list(spec.get('hosts'))
  if (hosts.length === 0) spec.get('hosts').missing()
  for (const host of hosts) {
    if (text(host) === '*') refuse(host, 'host', { value: said('*') })
    else if (wildcardHost(host) && isPartialWildcard(text(host))) warn(host, 'partialWildcard')
  }
  const resolution = text(spec.get('resolution')) || 'NONE'
  const addresses = list(spec.get('addresses'))
  for (const address of addresses) {
    const value = text(address)
    if (!isAddressOrRange(value)) refuse(address, 'range', { value: said(value) })
    else if (value.includes('/') && resolution !== 'NONE' && resolution !== 'STATIC')
      refuse(address, 'notWith', { value: said(value), other: said(`resolution: ${resolution}`) })
  }
  const ports = list(spec.get('ports'))
  checkPorts(ports, resolution, addresses.length === 0 && !isAllocated(meta, hosts, resolution))
  endpoints(spec, resolution, hosts, ports)
  if (resolution === 'DYNAMIC_DNS') dynamic(spec, meta, hosts, addresses, ports)
  const speaks = (item: Field): string => text(item.get('protocol'))
  if (resolution !== 'NONE' && hosts.length > 1) {
    const plain = ports.find(item => !isHttpProtocol(speaks(item)) && !isTlsProtocol(speaks(item)))
    if (plain !== undefined)
      refuse(plain, 'notWith', { value: said(speaks(plain) || 'TCP'), other: said('several hosts') })
  }
  exportTo(spec.get('exportTo'), meta.namespace, 'entry')
}

/** Istio gives an address to an entry that has none, unless its label says otherwise or a wildcard or its resolution rules that out. */
export function isAllocated(meta: Pick<Meta, 'labels'>, hosts: readonly Field[], resolution: string): boolean {
  return (
    meta.labels.get('networking.istio.io/enable-autoallocate-ip') !== 'false' &&
    resolution !== 'NONE' &&
    (resolution === 'DYNAMIC_DNS' || !hosts.some(host => text(host).includes('*')))
  )
}

function checkPorts(ports: readonly Field[], resolution: string, lacksAddress: boolean): void {
  const names = new Set<string>()
  const numbers = new Set<number>()
  for (const item of ports) {
    if (!item.present) {
      refuse(item, 'null')
      continue
    }
    const name = text(item.get('name'))
    if (names.has(name)) refuse(item.get('name'), 'twice', { value: said(name) })
    names.add(name)
    const value = number(item.get('number'))
    if (value === null) item.get('number').missing()
    else {
      if (numbers.has(value)) refuse(item.get('number'), 'twice', { value: said(value) })
      numbers.add(value)
    }
    item.get('number').port()
    if (item.get('targetPort').present) {
      item.get('targetPort').port()
      if (resolution === 'NONE') warn(item.get('targetPort'), 'noEffect', { other: said('resolution: NONE') })
    }
    const speaks = text(item.get('protocol'))
    if (lacksAddress && (speaks === '' || speaks === 'TCP')) warn(item, 'addressesNeeded')
    dnsName(item.get('name'))
    protocol(item.get('protocol'))
  }
}

function endpoints(spec: Field, resolution: string, hosts: readonly Field[], ports: readonly Field[]): void {
  const items = list(spec.get('endpoints'))
  const names = new Set(ports.map(item => text(item.get('name'))))
  const selector = spec.get('workloadSelector')
  if (
    selector.present &&
    !spec.get('endpoints').present &&
    ['NONE', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'].includes(resolution)
  )
    warn(selector, 'noEffect', { other: said(`resolution: ${resolution}`) })
  if (resolution === 'NONE' && items.length > 0)
    refuse(spec.get('endpoints'), 'notWith', { value: said('endpoints'), other: said('resolution: NONE') })
  if (resolution === 'STATIC')
    for (const item of items) item.present ? workloadEntry(item, names, false) : refuse(item, 'null')
  if (resolution !== 'DNS' && resolution !== 'DNS_ROUND_ROBIN') return
  if (items.length === 0 && !selector.present)
    for (const host of hosts)
      if (text(host).includes('*')) refuse(host, 'fullHost', { value: said(text(host)), other: said(resolution) })
  if (resolution === 'DNS_ROUND_ROBIN' && items.length > 1)
    refuse(spec.get('endpoints'), 'outside', { got: said(items.length), min: said(0), max: said(1) })
  for (const item of items) {
    if (!item.present) {
      refuse(item, 'null')
      continue
    }
    const address = text(item.get('address'))
    if (!isAddress(address) && !isFqdn(address)) refuse(item.get('address'), 'host', { value: said(address) })
    labels(item.get('labels'))
    endpointPorts(item, names)
  }
  // Only TCP goes by its address alone.
  const speaksTcp = ports.some(item => text(item.get('protocol')) !== '' && !isHttpProtocol(text(item.get('protocol'))))
  if (list(spec.get('addresses')).length > 0 && hosts.length > 1 && speaksTcp) warn(spec.get('hosts'), 'severalHosts')
}

/** Names are looked up as they are asked for: only wildcards, and only where the request says the name. */
function dynamic(
  spec: Field,
  meta: Meta,
  hosts: readonly Field[],
  addresses: readonly Field[],
  ports: readonly Field[],
): void {
  const other = said('resolution: DYNAMIC_DNS')
  for (const host of hosts)
    if (!text(host).startsWith('*.')) refuse(host, 'notWith', { value: said(text(host)), other })
  if (addresses.length > 0) refuse(spec.get('addresses'), 'notWith', { value: said('addresses'), other })
  if (list(spec.get('endpoints')).length > 0)
    refuse(spec.get('endpoints'), 'notWith', { value: said('endpoints'), other })
  for (const item of ports) {
    const speaks = text(item.get('protocol'))
    if (item.present && !isHttpProtocol(speaks) && !isTlsProtocol(speaks))
      refuse(item, 'notWith', { value: said(speaks || 'TCP'), other })
  }
  const waypoint = meta.labels.get('istio.io/use-waypoint')
  if (text(spec.get('location')) === 'MESH_INTERNAL' && waypoint !== undefined && waypoint !== 'none')
    refuse(spec.get('location'), 'notWith', { value: said('MESH_INTERNAL'), other: said('istio.io/use-waypoint') })
}

export function validateWorkloadEntry(spec: Field): void {
  workloadEntry(spec, null, true)
}

function workloadEntry(field: Field, servicePorts: ReadonlySet<string> | null, allowsNames: boolean): void {
  const address = text(field.get('address'))
  if (address === '') {
    if (text(field.get('network')) === '') {
      field.get('address').missing()
      return
    }
    warn(field, 'noAddress', { value: said(text(field.get('network'))) })
  }
  const isSocket = address.startsWith(unixPrefix)
  if (isSocket) {
    socketPath(field.get('address'), address.slice(unixPrefix.length))
    if (mapEntries(field.get('ports')).length > 0)
      refuse(field.get('ports'), 'notWith', { value: said('ports'), other: said(address) })
    if (servicePorts !== null && servicePorts.size !== 1)
      refuse(field.get('address'), 'outside', { got: said(servicePorts.size), min: said(1), max: said(1) })
  } else if (address !== '' && !isAddress(address)) {
    if (!allowsNames) refuse(field.get('address'), 'address', { value: said(address) })
    else if (!isFqdn(address)) refuse(field.get('address'), 'host', { value: said(address) })
  }
  endpointPorts(field, servicePorts)
  labels(field.get('labels'))
}

function endpointPorts(field: Field, servicePorts: ReadonlySet<string> | null): void {
  for (const [name, item] of mapEntries(field.get('ports'))) {
    if (servicePorts !== null && !servicePorts.has(name))
      refuse(item, 'notSubset', { value: said(name), other: said([...servicePorts].join(', ')) })
    else if (!/^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name)) refuse(item, 'dnsLabel', { value: said(name) })
    item.port()
  }
}

export function validateWorkloadGroup(spec: Field): void {
  if (!spec.get('template').present) {
    spec.get('template').missing()
    return
  }
  labels(spec.at('metadata', 'labels'))
  const probe = spec.get('probe')
  if (!probe.present) return
  for (const key of ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'])
    probe.get(key).integer(0, 2_147_483_647)
  const [method] = given(probe, ['httpGet', 'tcpSocket', 'exec', 'grpc'])
  if (method === undefined) {
    someOf(probe, ['httpGet', 'tcpSocket', 'exec', 'grpc'])
    return
  }
  const kind = method.path.at(-1)
  if (kind === 'exec') {
    if (list(method.get('command')).length === 0) method.get('command').missing()
    return
  }
  if (number(method.get('port')) === null) method.get('port').missing()
  method.get('port').port()
  if (kind !== 'httpGet') return
  oneWord(method.get('scheme'), ['HTTP', 'HTTPS'])
  for (const header of list(method.get('httpHeaders'))) headerName(header, text(header.get('name')))
}
