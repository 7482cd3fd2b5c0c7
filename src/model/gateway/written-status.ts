import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { type Field, isMap } from '../field.ts'
import type { WrittenStatus } from '../gateway.ts'
import { gatewayGroup } from './gateway.ts'

/**
 * `status.parents` of a route, `status.ancestors` of a policy. A status is a controller's and no one edits it, so nothing in it is
 * reported: what does not have the shape of the API is passed over.
 */
export function decodeWritten(root: Field, key: 'parents' | 'ancestors', namespace: string): readonly WrittenStatus[] {
  const list = root.at('status', key).value
  return (Array.isArray(list) ? list : []).flatMap((item): WrittenStatus[] => {
    if (!isMap(item)) return []
    const ref = item[key === 'parents' ? 'parentRef' : 'ancestorRef']
    const controllerName = textOf(item['controllerName'])
    const name = isMap(ref) ? textOf(ref['name']) : null
    if (controllerName === null || !isMap(ref) || name === null) return []
    const conditions = item['conditions']
    return [
      {
        controllerName,
        parentRef: {
          group: textOf(ref['group']) ?? gatewayGroup,
          kind: textOf(ref['kind']) ?? 'Gateway',
          namespace: textOf(ref['namespace']) ?? namespace,
          name,
          sectionName: textOf(ref['sectionName']),
          port: typeof ref['port'] === 'number' ? ref['port'] : null,
        },
        conditions: (Array.isArray(conditions) ? conditions : []).flatMap(condition =>
          isMap(condition) ? conditionOf(condition) : [],
        ),
      },
    ]
  })
}

function conditionOf(value: YamlMap): WrittenStatus['conditions'][number][] {
  const type = textOf(value['type'])
  const status = (['True', 'False', 'Unknown'] as const).find(word => word === value['status'])
  return type === null || status === undefined ? [] : [{ type, status, reason: textOf(value['reason']) ?? '' }]
}

function textOf(value: YamlValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
