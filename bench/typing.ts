/** A place in a generated text to type at: the end of a word. */
export interface Place {
  readonly at: number
}

export type Typed = { readonly insert: string } | { readonly take: number }

const patterns: Readonly<Record<string, RegExp>> = {
  comment: /# What app-\d+ runs/g,
  label: /template:\s+metadata:\s+labels:\s+app: app-\d+/g,
  backendRef: /backendRefs:\s+- name: app-\d+/g,
  selector: /spec:\s+podSelector:\s+matchLabels:\s+app: app-\d+/g,
}

/** Where each kind of field ends, in order. */
export function placesOf(text: string): ReadonlyMap<string, readonly Place[]> {
  return new Map(
    Object.entries(patterns).map(([kind, pattern]) => [
      kind,
      [...text.matchAll(pattern)].map(found => ({ at: found.index + found[0].length })),
    ]),
  )
}
