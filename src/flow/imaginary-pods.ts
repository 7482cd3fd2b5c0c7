import type { PodGroup } from '../cluster/index.ts'

/** Pods that no document declares: those of a `what if`, or of a proxy that is taken to exist. */
export function imaginaryPods(namespace: string, name: string, labels: ReadonlyMap<string, string>): PodGroup {
  const spec = {
    labels,
    annotations: new Map<string, string>(),
    containers: [],
    hostNetwork: false,
    nodeName: null,
    serviceAccountName: 'default',
    secrets: [],
    at: [],
  }
  const resource = {
    type: 'pod' as const,
    doc: 'imaginary' as never,
    apiVersion: 'v1',
    group: '',
    kind: 'Pod',
    namespace,
    name,
    labels,
    annotations: new Map<string, string>(),
    createdMs: null,
    pod: spec,
    phase: null,
    ips: [],
    ready: null,
    owner: null,
    deleting: false,
  }
  return { resource, namespace, name, labels, spec, ips: [], count: 1, running: true, ready: true }
}
