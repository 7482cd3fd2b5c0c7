/**
 * Predicates of the field's little languages: hostnames, paths, label selectors, addresses, regular expressions. Pure functions of
 * their arguments; no input throws, and none takes more than linear time.
 */
export { type Address, type Cidr, cidrContains, cidrInside, coversAll, parseAddress, parseCidr } from './cidr.ts'
export {
  compareHostnames,
  intersectHostnames,
  isWithin,
  matchHostname,
  matchSuffix,
  narrowerOf,
  normaliseHost,
  rankOf,
  type WildcardReach,
} from './hostname.ts'
export { isMisspelt, nearestNames } from './nearest-names.ts'
export { matchPathPrefix, trimSlash } from './path.ts'
export { type CompiledRegex, compileRegex, type LinearRegex } from './regex.ts'
export {
  describeSelector,
  emptySelector,
  isEmptySelector,
  type LabelSelector,
  type Labels,
  matchSelector,
  type SelectorExpression,
  type SelectorOperator,
} from './selector.ts'
