import type { WildcardReach } from '../match/index.ts'
import type { Origin } from './route.ts'
import type { RouteTable } from './route-table.ts'

export interface Certificate {
  /** Names that it is served for; '' for every name. */
  readonly pattern: string
  /** `namespace/name` of its Secret. */
  readonly secret: string
  /**
   * `missing`: no document declares the Secret, and it may be kept elsewhere. `absent`: others are declared, it is not. `placeholder`: its text only stands for a certificate. `refused`: no grant lets the
   * reference reach it.
   */
  readonly state: 'valid' | 'missing' | 'absent' | 'placeholder' | 'invalid' | 'refused'
  readonly dnsNames: readonly string[]
  readonly origin: Origin
}

/** One door of an entry: a port, what it speaks, and the routes behind it. */
export interface Listener {
  readonly name: string
  readonly port: number
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP'
  /** '' for every host. */
  readonly hostname: string
  readonly reach: WildcardReach
  /** Certificates by the names they are served for; empty pattern for every name. Null where TLS plays no part. */
  readonly certificates: readonly Certificate[] | null
  readonly table: RouteTable
  /** Asks clients for a certificate; `required`: turns away those that have none. Missing where it does not ask. */
  readonly checksClients?: { readonly required: boolean; readonly origin: Origin } | null
  readonly origin: Origin
  /** Feature that is not simulated and that everything here depends on; null when there is none. */
  readonly unknown: string | null
}

/** Something that clients outside, or inside, dial: a Gateway, the Ingresses of a class. */
export interface Entry {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly listeners: readonly Listener[]
  readonly origin: Origin | null
  /** Controller whose ways decide and that has no profile; the answer then is `unknown` with the specification's beneath. */
  readonly unprofiled: string | null
}
