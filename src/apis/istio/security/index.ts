/**
 * What the proxy of a workload asks of who comes: mutual TLS, tokens, authorisation. Knows the manifests and the attributes of one
 * connection; says nothing of how it got there.
 */
export type { Attributes } from './attributes.ts'
export { type Authorized, authorize } from './authorize.ts'
export { normalisePath } from './normalise-path.ts'
export {
  type Served,
  type ServedMode,
  type Spoken,
  servedMode,
  type TransportFault,
  transportFault,
} from './peer-authentication.ts'
export { policiesFor, type Workload } from './selected.ts'
export { type CarriedToken, type Verified, verifyTokens } from './tokens.ts'
export { securityWords } from './words.ts'
