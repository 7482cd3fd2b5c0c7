import { deflateSync, Inflate } from 'fflate'

/**
 * A project in the fragment of a link: `#p1.` and the deflated JSON in base64url, or `#e1.` with salt (16 bytes) and nonce (12 bytes)
 * before it, encrypted with a key made of a password. A fragment never leaves the browser by itself.
 */
const plain = 'p1.'
const encrypted = 'e1.'
const saltBytes = 16
const nonceBytes = 12
/** As OWASP advises for PBKDF2 with SHA-256. */
const rounds = 600_000
/** No project that a link can carry is larger; what says it is, is a bomb. */
const inflatedAtMost = 64 * 1024 * 1024

export type Unpacked =
  | { readonly kind: 'data'; readonly data: unknown }
  /** It is encrypted, and the password is missing or wrong. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'broken' }

export async function pack(data: object, password: string): Promise<string> {
  const bytes = deflateSync(new TextEncoder().encode(JSON.stringify(data)), { level: 9 })
  if (password === '') return plain + toBase64Url(bytes)
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const key = await keyOf(password, salt)
  const hidden = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, Uint8Array.from(bytes))
  const all = new Uint8Array(saltBytes + nonceBytes + hidden.byteLength)
  all.set(salt)
  all.set(nonce, saltBytes)
  all.set(new Uint8Array(hidden), saltBytes + nonceBytes)
  return encrypted + toBase64Url(all)
}

export async function unpack(fragment: string, password: string): Promise<Unpacked> {
  const body = fragment.replace(/^#/, '')
  if (body.startsWith(plain)) return read(fromBase64Url(body.slice(plain.length)))
  if (!body.startsWith(encrypted)) return { kind: 'broken' }
  const all = fromBase64Url(body.slice(encrypted.length))
  if (all === null || all.length <= saltBytes + nonceBytes) return { kind: 'broken' }
  if (password === '') return { kind: 'locked' }
  try {
    const key = await keyOf(password, all.slice(0, saltBytes))
    const nonce = all.slice(saltBytes, saltBytes + nonceBytes)
    const shown = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, all.slice(saltBytes + nonceBytes))
    return read(new Uint8Array(shown))
  } catch {
    return { kind: 'locked' }
  }
}

async function keyOf(password: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function read(bytes: Uint8Array | null): Unpacked {
  if (bytes === null) return { kind: 'broken' }
  const parts: Uint8Array[] = []
  let length = 0
  let whole = false
  const inflate = new Inflate((part, isLast) => {
    length += part.length
    if (length > inflatedAtMost) throw new RangeError('too large')
    parts.push(part)
    whole ||= isLast
  })
  try {
    const step = 1 << 16
    for (let at = 0; at < bytes.length; at += step)
      inflate.push(bytes.subarray(at, at + step), at + step >= bytes.length)
    if (!whole) return { kind: 'broken' }
    const joined = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      joined.set(part, at)
      at += part.length
    }
    return { kind: 'data', data: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(joined)) }
  } catch {
    return { kind: 'broken' }
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0))
  } catch {
    return null
  }
}
