import ipaddr from 'ipaddr.js'

/** An IP address as a number; IPv4 mapped into IPv6 counts as IPv4. */
export interface Address {
  readonly version: 4 | 6
  readonly value: bigint
}

/** First and last address, both inside. */
export interface Cidr {
  readonly version: 4 | 6
  readonly first: bigint
  readonly last: bigint
  readonly text: string
}

/** Null when the text is no IP address in its usual form (`127.1` and octal parts are none). */
export function parseAddress(text: string): Address | null {
  if (!isUsual(text) || !ipaddr.isValid(text)) return null
  const parsed = ipaddr.process(text)
  return { version: parsed.kind() === 'ipv4' ? 4 : 6, value: numberOf(parsed.toByteArray()) }
}

/** Null when malformed. Host bits are masked away, as every network plugin does. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.lastIndexOf('/')
  if (slash < 0 || !isUsual(text.slice(0, slash)) || !/^\d{1,3}$/.test(text.slice(slash + 1))) return null
  const address = text.slice(0, slash)
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.parse(address)
  const version = parsed.kind() === 'ipv4' ? 4 : 6
  const bits = version === 4 ? 32 : 128
  const prefix = Number(text.slice(slash + 1))
  if (prefix > bits) return null
  const size = 1n << BigInt(bits - prefix)
  const first = (numberOf(parsed.toByteArray()) / size) * size
  return { version, first, last: first + size - 1n, text }
}

export function cidrContains(cidr: Cidr, address: Address): boolean {
  return cidr.version === address.version && address.value >= cidr.first && address.value <= cidr.last
}

export function cidrInside(inner: Cidr, outer: Cidr): boolean {
  return inner.version === outer.version && inner.first >= outer.first && inner.last <= outer.last
}

/** Whether it holds every address of its version. */
export function coversAll(cidr: Cidr): boolean {
  return cidr.first === 0n && cidr.last === (cidr.version === 4 ? 0xffff_ffffn : (1n << 128n) - 1n)
}

function isUsual(text: string): boolean {
  return text.includes(':') || /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)
}

function numberOf(bytes: readonly number[]): bigint {
  let value = 0n
  for (const byte of bytes) value = value * 256n + BigInt(byte)
  return value
}
