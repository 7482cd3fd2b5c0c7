/**
 * Who may talk to whom, and by which rule: NetworkPolicy v1, each direction by itself. Sees pods and target ports only; Services are
 * resolved before. Rules are numbered in SPEC.md.
 */

export { type AddressRange, rangesBeside, rangeText } from './address-range.ts'
export {
  type ChangeEnd,
  type Changes,
  type ConnectionChange,
  changesBetween,
  type PolicyState,
  policyState,
} from './changes.ts'
export type { PodClass } from './compiled/pod-classes.ts'
export { PolicyEngine, type ReachEnd, rangeAt, type Side } from './compiled/policy-engine.ts'
export { allPorts, noPorts, type PortsId } from './compiled/port-table.ts'
export type { OutsideRange } from './compiled/subject-group.ts'
export type { Hit } from './compiled/verdict-states.ts'
export type { Connection, Direction } from './connection.ts'
export { addressEnd, type ConnectionEnd, controllerEnd, podEnd } from './end.ts'
export { type Effect, type Explanation, explainDirection, type PolicyReason } from './explain.ts'
export { type Exposure, exposures, type Stranger, type StrangerPorts } from './exposure.ts'
export { type DirectionVerdict, evaluateDirection, policiesSelecting } from './network-policy.ts'
export { otherPolicy } from './other-policies.ts'
export type { PacketPort } from './peer.ts'
export { ownerKind, type Place, placeOf, placesOf } from './places.ts'
export {
  describePorts,
  everything,
  intersect,
  isEverything,
  isNothing,
  onePort,
  type PortSet,
  type Ports,
  parsePorts,
  subtract,
  union,
} from './port-set.ts'
export { ignoredBecause, networkOf, networksOf, partedBy } from './user-network.ts'
export { policyWords } from './words.ts'
