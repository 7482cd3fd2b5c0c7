import { sidecarOf } from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import { makeStep, type Step } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { meshContext } from './mesh-context.ts'

/**
 * Why an application does not take a connection that its proxy hands on: it listens on another address than the one dialled. Only a
 * preset that knows the image can tell; null for all others [IS-39].
 */
export function deafApplication(context: FlowContext, pods: PodGroup, port: number): Step | null {
  if (context.assumptions.backendsPreset !== 'istio-echo') return null
  const args = pods.spec.containers.flatMap(container => container.args)
  const onLoopback = args.includes(`--bind-localhost=${port}`)
  const onAddress = args.includes(`--bind-ip=${port}`)
  if (!onLoopback && !onAddress) return null
  const client = { kind: 'sidecar' as const, namespace: pods.namespace, labels: pods.labels, pods }
  const sidecar = sidecarOf(meshContext(context), client)
  const ingress = sidecar?.ingress.find(listener => listener.port.number === port)
  const toLoopback = ingress?.defaultEndpoint.startsWith('127.0.0.1') === true
  if (onLoopback === toLoopback) return null
  const at =
    ingress === undefined || sidecar === null
      ? { doc: pods.resource.doc, path: pods.spec.at }
      : { doc: sidecar.doc, path: [...ingress.at, 'defaultEndpoint'] }
  return makeStep(
    'mesh.deafApplication',
    {
      pod: { is: 'name', value: `${pods.namespace}/${pods.name}` },
      port: { is: 'port', value: port },
      dialled: { is: 'address', value: toLoopback ? '127.0.0.1' : 'pod IP' },
    },
    { rule: 'IS-39', verdict: 'no', at },
  )
}
