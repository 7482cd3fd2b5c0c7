import { type Reference, type Resource, referencesIn } from '../model/index.ts'
import { keyOf, keyOfResource, type ResourceKey } from './key.ts'

export const keyOfReference = ({ group, kind, namespace, name }: Omit<Reference, 'at' | 'renamed'>): ResourceKey =>
  keyOf(group, kind, namespace, name)

/** Keys of the objects that a resource names, so that these can ask who refers to them. */
export const referencesOf = (resource: Resource): ResourceKey[] => referencesIn(resource).map(keyOfReference)

/** Where a resource names another. */
export function referencesTo(referrer: Resource, target: Resource): Reference[] {
  const key = keyOfResource(target)
  return referencesIn(referrer).filter(reference => keyOfReference(reference) === key)
}
