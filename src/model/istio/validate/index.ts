import type { Field } from '../../field.ts'
import type { Meta } from '../../resource.ts'
import { text } from './check.ts'
import { validateDestinationRule } from './destination-rule.ts'
import { validateGateway } from './gateway.ts'
import {
  dryRun,
  validateAuthorizationPolicy,
  validatePeerAuthentication,
  validateRequestAuthentication,
  whom,
} from './security.ts'
import { validateServiceEntry, validateWorkloadEntry, validateWorkloadGroup } from './service-entry.ts'
import { validateSidecar } from './sidecar.ts'
import { validateVirtualService } from './virtual-service.ts'

const byKind: Readonly<Record<string, (spec: Field, meta: Meta, root: Field) => void>> = {
  VirtualService: validateVirtualService,
  DestinationRule: validateDestinationRule,
  ServiceEntry: validateServiceEntry,
  WorkloadEntry: validateWorkloadEntry,
  WorkloadGroup: validateWorkloadGroup,
  Gateway: (spec, meta, root) => validateGateway(root, spec, meta),
  Sidecar: validateSidecar,
  PeerAuthentication: validatePeerAuthentication,
  RequestAuthentication: validateRequestAuthentication,
  AuthorizationPolicy: validateAuthorizationPolicy,
  Telemetry: whom,
  WasmPlugin: whom,
}

/** Reports what Istio's admission would say of one of its objects, beside what its decoder says of the types. */
export function validateIstio(root: Field, meta: Meta): void {
  const spec = root.get('spec')
  dryRun(root, meta, meta.kind === 'AuthorizationPolicy' ? text(spec.get('action')) || 'ALLOW' : null)
  if (Object.hasOwn(byKind, meta.kind)) byKind[meta.kind]!(spec, meta, root)
}

export { isAllocated } from './service-entry.ts'
