import type { Field } from '../field.ts'
import { decodeSelector } from '../networking/selector.ts'
import type { UserNetworkResource } from '../policy.ts'
import type { Meta } from '../resource.ts'

/** Namespaces that belong to the cluster itself. */
const reserved = /^(?:default|kube-.*|openshift-.*)$/

export function decodeUserNetwork(root: Field, meta: Meta): UserNetworkResource {
  const isCluster = meta.kind === 'ClusterUserDefinedNetwork'
  const spec = isCluster ? root.at('spec', 'network') : root.get('spec')
  const topology = spec.get('topology').oneOf(isCluster ? topologies : topologies.slice(0, 2))
  if (!spec.get('topology').present) spec.get('topology').missing()
  const role = topology === null ? null : spec.at(keyOf[topology], 'role').oneOf(['Primary', 'Secondary'] as const)
  if (topology !== null && !spec.at(keyOf[topology], 'role').present) spec.at(keyOf[topology], 'role').missing()
  if (!isCluster && meta.name === 'default') root.at('metadata', 'name').report('network.named', 'error', {})
  if (!isCluster && reserved.test(meta.namespace))
    root.at('metadata', 'namespace').report('network.reserved', 'error', {
      namespace: { is: 'name', value: meta.namespace },
    })
  const selector = root.at('spec', 'namespaceSelector')
  if (isCluster && !selector.present) selector.missing()
  return { ...meta, type: 'usernetwork', role, namespaces: isCluster ? decodeSelector(selector) : null }
}

const topologies = ['Layer2', 'Layer3', 'Localnet'] as const
const keyOf = { Layer2: 'layer2', Layer3: 'layer3', Localnet: 'localnet' } as const
