import type { Resource } from '../model/index.ts'

declare const brand: unique symbol

/** Group, kind, namespace and name: what makes two documents the same object. Versions do not count. */
export type ResourceKey = string & { readonly [brand]: 'resource' }

export function keyOf(group: string, kind: string, namespace: string, name: string): ResourceKey {
  return `${group}/${kind}/${namespace}/${name}` as ResourceKey
}

export function keyOfResource(resource: Resource): ResourceKey {
  return keyOf(resource.group, resource.kind, resource.namespace, resource.name)
}

export const serviceKey = (namespace: string, name: string): ResourceKey => keyOf('', 'Service', namespace, name)
