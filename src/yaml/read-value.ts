import type { YamlProblem } from './problem.ts'
import { keyName, resolvePlain, resolveTagged } from './scalar.ts'
import {
  isAlias,
  isMapNode,
  isScalar,
  isSeqNode,
  type TreeAlias,
  type TreeMap,
  type TreeNode,
  type TreeScalar,
} from './tree.ts'
import { emptyMap, isMap, type YamlMap, type YamlValue } from './value.ts'

/** How many values aliases may add to a document; a list of ten thousand aliases passes, a bomb does not. */
const maxUnfolded = 400_000

/** Reads the value of a tree as kubectl does: merges applied, aliases shared, the last of equal keys. Problems go to `problems`. */
export function readValue(root: TreeNode | null, problems: YamlProblem[]): YamlValue {
  return new ValueReader(problems).value(root)
}

interface Anchored {
  value: YamlValue
  /** How many values it holds when aliases are unfolded. */
  weight: number
  done: boolean
}

class ValueReader {
  #problems: YamlProblem[]
  #anchors = new Map<string, Anchored>()
  #unfolded = 0
  #weight = 0

  constructor(problems: YamlProblem[]) {
    this.#problems = problems
  }

  value(node: TreeNode | null): YamlValue {
    if (node === null) return null
    if (isAlias(node)) return this.#alias(node as TreeAlias)
    const name = (node as { anchor?: string }).anchor
    if (name === undefined) return this.#own(node)
    const anchored: Anchored = { value: null, weight: 0, done: false }
    this.#anchors.set(name, anchored)
    const before = this.#weight
    anchored.value = this.#own(node)
    anchored.weight = this.#weight - before
    anchored.done = true
    return anchored.value
  }

  #own(node: TreeNode): YamlValue {
    this.#weight++
    if (isScalar(node)) return this.#scalar(node as TreeScalar)
    if (isSeqNode(node)) return node.items.map(item => this.value(item as TreeNode | null))
    return isMapNode(node) ? this.#map(node as TreeMap) : null
  }

  #scalar(node: TreeScalar): YamlValue {
    const source = String(node.value ?? '')
    if (node.tag !== undefined) {
      const value = resolveTagged(node.tag, source)
      if (value !== undefined) return value
      this.#report('yaml.tag', node, { value: { is: 'text', value: source }, tag: { is: 'text', value: node.tag } })
      return source
    }
    return node.type === undefined || node.type === 'PLAIN' ? resolvePlain(source) : source
  }

  #map(node: TreeMap): YamlMap {
    const map = emptyMap()
    const seen = new Set<string>()
    for (const pair of node.items) {
      const key = pair.key as TreeNode | null
      if (isMerge(key)) {
        this.#merge(map, pair.value as TreeNode | null)
        continue
      }
      const name = this.keyName(key)
      if (seen.has(name) && key !== null)
        this.#report('yaml.duplicateKey', key, { key: { is: 'name', value: name } }, 'warning')
      seen.add(name)
      map[name] = this.value(pair.value as TreeNode | null)
    }
    return map
  }

  keyName(key: TreeNode | null): string {
    const value = this.value(key)
    if (typeof value === 'object' && value !== null) {
      if (key !== null) this.#report('yaml.key', key, {})
      return '?'
    }
    return keyName(value, key !== null && isScalar(key) ? String(key.value ?? '') : '')
  }

  /** Merged keys overwrite those written before the `<<` and give way to those after it, as in the reader that kubectl uses. */
  #merge(map: YamlMap, node: TreeNode | null): void {
    const value = this.value(node)
    const sources = Array.isArray(value) ? [...value].reverse() : [value]
    for (const source of sources) {
      if (isMap(source)) for (const key of Object.keys(source)) map[key] = source[key] as YamlValue
      else if (node !== null) this.#report('yaml.merge', node, {})
    }
  }

  #alias(node: TreeAlias): YamlValue {
    const anchored = this.#anchors.get(node.source)
    const facts = { anchor: { is: 'name', value: node.source } } as const
    if (anchored === undefined) this.#report('yaml.alias', node, facts)
    else if (!anchored.done) this.#report('yaml.aliasLoop', node, facts)
    else {
      this.#unfolded += anchored.weight
      this.#weight += anchored.weight
      if (this.#unfolded <= maxUnfolded) return anchored.value
      if (this.#unfolded - anchored.weight <= maxUnfolded)
        this.#report('yaml.tooManyAliases', node, { limit: { is: 'count', value: maxUnfolded } })
    }
    return null
  }

  #report(
    code: YamlProblem['code'],
    node: TreeNode,
    facts: YamlProblem['facts'],
    severity: YamlProblem['severity'] = 'error',
  ): void {
    const [from, to] = node.range
    this.#problems.push({ code, severity, range: { from, to: Math.max(from, to) }, facts })
  }
}

/** Whether a key is the plain `<<`; quoted, it is a key like any other. */
export function isMerge(key: TreeNode | null): boolean {
  return key !== null && isScalar(key) && key.value === '<<' && (key.type === undefined || key.type === 'PLAIN')
}

/** The name of a key as it stands in the value. */
export function nameOfKey(key: TreeNode | null): string {
  return new ValueReader([]).keyName(key)
}
