const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes of a base64 text; null when it is none. White space does not count. */
export function decodeBase64(text: string): Uint8Array | null {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const char of text.replace(/[\s=]+/g, '')) {
    const value = alphabet.indexOf(char)
    if (value < 0) return null
    buffer = ((buffer << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((buffer >> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}

/** Base64 of ASCII text, as certificates in PEM are. */
export function decodeBase64Text(text: string): string | null {
  const bytes = decodeBase64(text)
  return bytes === null ? null : Array.from(bytes, byte => String.fromCharCode(byte)).join('')
}

/** Names that a certificate is made out to. */
export interface CertificateNames {
  readonly dns: readonly string[]
  readonly uris: readonly string[]
}

const noNames: CertificateNames = { dns: [], uris: [] }

/** The subjectAltName extension of a certificate's first PEM block; none when it cannot be read. */
export function certificateNames(pem: string): CertificateNames {
  const block = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(pem)
  const der = block?.[1] === undefined ? null : decodeBase64(block[1])
  if (der === null) return noNames
  // OBJECT IDENTIFIER 2.5.29.17, then (after an optional BOOLEAN) the OCTET STRING that holds the names.
  for (let at = 0; at + 5 <= der.length; at++) {
    if (
      der[at] !== 0x06 ||
      der[at + 1] !== 0x03 ||
      der[at + 2] !== 0x55 ||
      der[at + 3] !== 0x1d ||
      der[at + 4] !== 0x11
    )
      continue
    let value = at + 5
    if (der[value] === 0x01) value += 3
    const octets = readHeader(der, value)
    const names = octets === null ? null : readHeader(der, octets.start)
    return names === null ? noNames : readNames(der, names.start, names.end)
  }
  return noNames
}

/** From when to when a certificate's first PEM block is valid, in milliseconds since 1970; null when it is no certificate. */
export function certificateValidity(pem: string): { notBeforeMs: number; notAfterMs: number } | null {
  const block = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(pem)
  const der = block?.[1] === undefined ? null : decodeBase64(block[1])
  if (der === null) return null
  // Certificate, TBSCertificate, then (after an optional version) serial number, algorithm, issuer and validity.
  const outer = readSequence(der, 0)
  const inner = outer === null ? null : readSequence(der, outer.start)
  if (inner === null) return null
  let at = inner.start
  if (der[at] === 0xa0) at = readHeader(der, at)?.end ?? inner.end
  for (let skipped = 0; skipped < 3; skipped += 1) at = readHeader(der, at)?.end ?? inner.end
  const validity = readSequence(der, at)
  const from = validity === null ? null : readTime(der, validity.start)
  const to = from === null ? null : readTime(der, from.end)
  return from === null || to === null ? null : { notBeforeMs: from.ms, notAfterMs: to.ms }
}

function readSequence(der: Uint8Array, at: number): { start: number; end: number } | null {
  return der[at] === 0x30 ? readHeader(der, at) : null
}

/** UTCTime (two digits of the year, of 1950 to 2049) or GeneralizedTime. */
function readTime(der: Uint8Array, at: number): { ms: number; end: number } | null {
  const header = der[at] === 0x17 || der[at] === 0x18 ? readHeader(der, at) : null
  if (header === null) return null
  const text = Array.from(der.subarray(header.start, header.end), byte => String.fromCharCode(byte)).join('')
  const year = der[at] === 0x18 ? text.slice(0, 4) : `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text.slice(0, 2)}`
  const [month, day, hour, minute, second] = text.slice(der[at] === 0x18 ? 4 : 2).match(/\d\d/g) ?? []
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second ?? 0))
  return Number.isNaN(ms) ? null : { ms, end: header.end }
}

function readNames(der: Uint8Array, start: number, end: number): CertificateNames {
  const dns: string[] = []
  const uris: string[] = []
  for (let at = start; at < end; ) {
    const item = readHeader(der, at)
    if (item === null || item.end > end) break
    const text = Array.from(der.subarray(item.start, item.end), byte => String.fromCharCode(byte)).join('')
    // [2] dNSName, [6] uniformResourceIdentifier
    if (der[at] === 0x82) dns.push(text)
    else if (der[at] === 0x86) uris.push(text)
    at = item.end
  }
  return { dns, uris }
}

function readHeader(der: Uint8Array, at: number): { start: number; end: number } | null {
  const first = der[at + 1]
  if (first === undefined) return null
  if (first < 0x80) return { start: at + 2, end: at + 2 + first }
  let length = 0
  const size = first & 0x7f
  for (let index = 0; index < size; index++) length = length * 256 + (der[at + 2 + index] ?? 0)
  return { start: at + 2 + size, end: Math.min(der.length, at + 2 + size + length) }
}
