/**
 * Gateway API as data plane: attachment of routes to listeners, precedence, filters, backends and grants. Rules are numbered in
 * SPEC.md. HTTPRoute only so far; other routes are named as not simulated.
 */
export { type Attachment, attachmentsOf, attachRoute, type RefusalReason } from './attachment.ts'
export { resolveBackend } from './backend.ts'
export { conflicting, translateGateway } from './gateway.ts'
export { describeMatch } from './http-route.ts'
export { findGrant, isPermitted } from './reference-grant.ts'
