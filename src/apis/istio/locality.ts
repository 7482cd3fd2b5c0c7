import type { Assumptions, Cluster, PodGroup } from '../../cluster/index.ts'
import type { LocalitySettings } from '../../model/index.ts'

/** `region/zone/subzone`; '' where nothing says it. */
export type Locality = string

/** Where pods run: their own label, or the labels of their node [IS-36]. */
export function localityOf(cluster: Cluster, assumptions: Assumptions, pods: PodGroup | null): Locality {
  if (pods === null) return ''
  const label = pods.spec.labels.get('istio-locality')
  if (label !== undefined) return label.includes('/') ? label : label.replaceAll('.', '/')
  const name = assumptions.pods.get(`${pods.namespace}/${pods.name}`)?.node ?? pods.spec.nodeName
  const node = name === null ? undefined : cluster.get('node', '', 'Node', '', name)
  if (node === undefined) return ''
  const parts = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'].map(
    key => node.labels.get(key) ?? '',
  )
  return parts.join('/').replace(/\/+$/, '')
}

/** Parts of a locality that are equal from the left: 0 to 3. */
function shared(a: Locality, b: Locality): number {
  const left = a.split('/')
  const right = b.split('/')
  let count = 0
  while (count < 3 && left[count] !== undefined && left[count] !== '' && left[count] === right[count]) count++
  return count
}

/** `region`, `region/zone/*`: a prefix of a locality. */
function covers(pattern: string, locality: Locality): boolean {
  const parts = pattern.split('/')
  const own = locality.split('/')
  return parts.every((part, index) => part === '*' || part === own[index])
}

export interface Located {
  readonly locality: Locality
  readonly labels: ReadonlyMap<string, string>
}

/**
 * The part of the requests that each endpoint's locality gets, before it is spread evenly within the locality; null where localities do
 * not count. `distribute` gives fixed parts; else the nearest locality takes everything, where ejection of failing endpoints is on
 * [IS-36].
 */
export function spreadByLocality(
  client: Located,
  endpoints: readonly Located[],
  settings: LocalitySettings | null,
  ejects: boolean,
  distribution: 'zone' | 'close' | null,
): readonly number[] | null {
  if (settings !== null && !settings.enabled) return null
  if (client.locality !== '') {
    const rule = settings?.distribute.find(({ from }) => covers(from, client.locality))
    if (rule !== undefined) return distribute(endpoints, rule.to)
  }
  const priorities = endpoints.map(endpoint => priorityOf(client, endpoint, settings, ejects, distribution))
  if (priorities.some(priority => priority === null)) return null
  const best = Math.min(...(priorities as number[]))
  const count = priorities.filter(priority => priority === best).length
  return priorities.map(priority => (priority === best ? 1 / count : 0))
}

function distribute(endpoints: readonly Located[], to: ReadonlyMap<string, number>): number[] {
  // An endpoint belongs to the first entry that covers it; an entry's part is shared by its endpoints.
  const entries = [...to].map(([pattern, weight]) => ({
    weight,
    members: endpoints.map(({ locality }) => covers(pattern, locality)),
  }))
  const owner = endpoints.map((_, index) => entries.findIndex(entry => entry.members[index]))
  const used = entries.map((entry, index) => ({
    weight: entry.weight,
    count: owner.filter(item => item === index).length,
  }))
  const total = used.reduce((sum, entry) => sum + (entry.count > 0 ? entry.weight : 0), 0)
  return owner.map(index => (index < 0 || total === 0 ? 0 : used[index]!.weight / total / used[index]!.count))
}

/** 0 is taken first; null where localities do not count. */
function priorityOf(
  client: Located,
  endpoint: Located,
  settings: LocalitySettings | null,
  ejects: boolean,
  distribution: 'zone' | 'close' | null,
): number | null {
  if (!ejects) {
    if (distribution === null || client.locality === '') return null
    const near = shared(client.locality, endpoint.locality)
    return distribution === 'zone' ? (near >= 2 ? 0 : 1) : 3 - near
  }
  if (settings !== null && settings.failoverPriority.length > 0) {
    const labels = settings.failoverPriority
    const equal = labels.findIndex(entry => {
      const [key = '', value] = entry.split('=')
      const wanted = value ?? client.labels.get(key)
      return wanted === undefined || endpoint.labels.get(key) !== wanted
    })
    return equal < 0 ? 0 : labels.length - equal
  }
  if (client.locality === '') return null
  const near = shared(client.locality, endpoint.locality)
  if (near > 0) return 3 - near
  const region = client.locality.split('/')[0]!
  const target = settings?.failover.find(({ from }) => from === region)?.to
  return target !== undefined && endpoint.locality.split('/')[0] === target ? 3 : 4
}
