/**
 * Ingress v1 as data plane, by the specification alone. Rules are numbered in SPEC.md. Controllers differ (classes, regexes, default
 * backends, TLS): a class without a profile is answered as unknown, with what is said here beneath.
 */
export { classOf, type IngressClassOf, wellKnownControllers } from './class.ts'
export { differenceNotes } from './differences.ts'
export { translateIngressClass } from './ingress.ts'
export { differenceWords } from './words.ts'
