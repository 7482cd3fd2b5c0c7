import type { Field } from '../field.ts'
import type { Container, Meta, PodResource, PodSpec, Protocol, WorkloadResource } from '../resource.ts'

export const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP']

function decodeContainer(field: Field): Container {
  const ports = field
    .get('ports')
    .items()
    .flatMap(port => {
      const number = port.get('containerPort').port()
      if (number === null) return []
      return [
        {
          name: port.get('name').string() ?? '',
          port: number,
          protocol: port.get('protocol').oneOf(protocols) ?? 'TCP',
        },
      ]
    })
  return {
    name: field.get('name').string() ?? '',
    image: field.get('image').string() ?? '',
    args: [...plainStrings(field.get('command')), ...plainStrings(field.get('args'))],
    ports,
    hasReadinessProbe: field.get('readinessProbe').present,
    at: field.path,
  }
}

/** Arguments are looked at, not checked: what is no string is left out. */
function plainStrings(field: Field): string[] {
  return Array.isArray(field.value) ? field.value.filter(item => typeof item === 'string') : []
}

/** `metadata` stands beside it; `spec` is a PodSpec. Sidecars (init containers that restart) count as containers. */
function decodePodSpec(metadata: Pick<Meta, 'labels' | 'annotations'>, spec: Field): PodSpec {
  const sidecars = spec
    .get('initContainers')
    .items()
    .filter(container => container.get('restartPolicy').value === 'Always')
  return {
    labels: metadata.labels,
    annotations: metadata.annotations,
    containers: [...spec.get('containers').items(), ...sidecars].map(decodeContainer),
    hostNetwork: spec.get('hostNetwork').boolean() ?? false,
    nodeName: spec.get('nodeName').string(),
    serviceAccountName: spec.get('serviceAccountName').string() ?? 'default',
    secrets: mountedSecrets(spec),
    at: spec.path,
  }
}

function mountedSecrets(spec: Field): PodSpec['secrets'] {
  return spec
    .get('volumes')
    .items()
    .flatMap(volume => [
      volume.at('secret', 'secretName'),
      ...volume
        .at('projected', 'sources')
        .items()
        .map(source => source.at('secret', 'name')),
    ])
    .flatMap(field => {
      const name = field.string()
      return name === null ? [] : [{ name, at: field.path }]
    })
}

export function decodePod(root: Field, meta: Meta): PodResource {
  const status = root.get('status')
  const ips = [
    ...status
      .get('podIPs')
      .items()
      .map(item => item.get('ip').string()),
    status.get('podIP').string(),
  ]
  const readyCondition = status
    .get('conditions')
    .items()
    .find(condition => condition.get('type').value === 'Ready')
  const controller = root
    .at('metadata', 'ownerReferences')
    .items()
    .find(owner => owner.get('controller').value === true)
  return {
    ...meta,
    type: 'pod',
    pod: decodePodSpec(meta, root.get('spec')),
    phase: status.get('phase').string(),
    ips: [...new Set(ips.filter(ip => ip !== null))],
    ready: readyCondition === undefined ? null : readyCondition.get('status').string() === 'True',
    owner:
      controller === undefined
        ? null
        : { kind: controller.get('kind').string() ?? '', name: controller.get('name').string() ?? '' },
    deleting: root.at('metadata', 'deletionTimestamp').present,
  }
}

/** Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob: all stand for the pods of their template. */
export function decodeWorkload(root: Field, meta: Meta): WorkloadResource {
  const spec = meta.kind === 'CronJob' ? root.at('spec', 'jobTemplate', 'spec') : root.get('spec')
  const template = spec.get('template')
  const count = meta.kind === 'Job' || meta.kind === 'CronJob' ? spec.get('parallelism') : spec.get('replicas')
  const replicas = meta.kind === 'DaemonSet' ? null : count.integer(0, 1_000_000)
  const labels = template.at('metadata', 'labels').stringMap()
  if (meta.kind !== 'Job' && meta.kind !== 'CronJob') checkSelector(spec, labels, meta)
  return {
    ...meta,
    type: 'workload',
    pod: decodePodSpec(
      { labels, annotations: template.at('metadata', 'annotations').stringMap() },
      template.get('spec'),
    ),
    replicas: replicas ?? 1,
    replicasDefaulted: replicas === null,
  }
}

/** The API server refuses a workload whose selector does not take its own template. */
function checkSelector(spec: Field, labels: ReadonlyMap<string, string>, meta: Meta): void {
  const selector = spec.get('selector')
  if (!selector.present) {
    if (meta.group === 'apps') selector.missing()
    return
  }
  const wanted = meta.kind === 'ReplicationController' ? selector : selector.get('matchLabels')
  for (const [key, value] of wanted.stringMap()) {
    if (labels.get(key) === value) continue
    wanted.get(key).report('model.selectorMissesTemplate', 'error', {
      label: { is: 'label', value: `${key}=${value}` },
      kind: { is: 'name', value: meta.kind },
    })
  }
}
