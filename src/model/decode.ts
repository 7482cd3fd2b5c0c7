import { isMisspelt } from '../match/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId, Path } from '../text/index.ts'
import type { YamlMap, YamlValue } from '../yaml/index.ts'
import { type DecodeContext, Field, isMap } from './field.ts'
import { decodeAttachedPolicy } from './gateway/attached-policy.ts'
import { validateIstio } from './istio/validate/index.ts'
import { clusterScoped, kindEntry, kindsOfGroup, type Resource } from './kinds.ts'
import type { Meta } from './resource.ts'

export interface Decoded {
  /** Null when the document is no Kubernetes object. */
  readonly resource: Resource | null
  readonly problems: readonly Problem[]
}

/** Reads one document's value as the API server would; `list` is the value of the list that it is an item of; `source` gives a scalar as typed, for values that YAML 1.1 misreads. */
export function decode(
  doc: DocId,
  value: YamlValue | undefined,
  source: (path: Path) => string | null,
  list?: YamlValue,
): Decoded {
  const problems: Problem[] = []
  if (value === undefined || value === null) return { resource: null, problems }
  // Two readers of one field say what is wrong with it once.
  const known = new Set<string>()
  const problem = (found: Problem): void => {
    const key = `${found.code} ${found.at.path.join('\u0000')}`
    if (!known.has(key)) problems.push(found)
    known.add(key)
  }
  const context: DecodeContext = { doc, source, problem }
  const root = new Field(value, [], context)
  if (!isMap(value)) {
    root.report('model.notAnObject', 'error', {})
    return { resource: null, problems }
  }
  // The project's assumptions are no object of the cluster.
  if (value['assume'] !== undefined && value['kind'] === undefined) return { resource: null, problems }
  if (isOfAnotherTool(value)) {
    root.report('model.noManifest', 'info', {})
    return { resource: null, problems }
  }
  const inherited = inheritedType(list)
  const apiVersion =
    inherited !== null && !root.get('apiVersion').present ? inherited.apiVersion : root.get('apiVersion').required()
  const kind = inherited !== null && !root.get('kind').present ? inherited.kind : root.get('kind').required()
  if (apiVersion === null || kind === null) return { resource: null, problems }
  if (kind.endsWith('List') && Array.isArray(value['items']) && value['items'].length > 0)
    root.get('items').report('model.listWhole', 'warning', { kind: { is: 'name', value: kind } })
  if (kind.endsWith('List') && (value['items'] !== undefined || !root.at('metadata', 'name').present))
    return { resource: null, problems }
  const meta = decodeMeta(root, doc, apiVersion, kind)
  const entry = kindEntry(meta.group, kind)
  if (entry === undefined) {
    const served = isServedElsewhere(meta.group, kind)
    if (served !== null)
      root.get('apiVersion').report('model.kindElsewhere', 'error', {
        version: { is: 'text', value: apiVersion },
        kind: { is: 'name', value: kind },
        want: { is: 'text', value: served },
      })
    else reportMisspelt(root, meta.group, kind)
    return { resource: decodeAttachedPolicy(root, meta) ?? { ...meta, type: 'other' }, problems }
  }
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  if (!entry.versions.includes(version)) {
    root.get('apiVersion').report('model.unknownVersion', 'warning', {
      version: { is: 'text', value: apiVersion },
      kind: { is: 'name', value: kind },
      want: { is: 'list', items: entry.versions.map(known => ({ is: 'text', value: known })) },
    })
  }
  const resource = entry.decode(root, meta)
  if (meta.group.endsWith('.istio.io')) validateIstio(root, meta)
  return { resource, problems }
}

/** Values of a chart, a chart's description, a kustomization without its type: maps that never were objects of a cluster. */
function isOfAnotherTool(value: YamlMap): boolean {
  if (value['kind'] !== undefined || value['metadata'] !== undefined || value['spec'] !== undefined) return false
  return value['apiVersion'] === undefined || (value['name'] !== undefined && value['version'] !== undefined)
}

/** Groups that every cluster serves, and whose kinds are all known: a kind that is not among them does not exist there. */
const builtIn = ['', 'apps', 'batch', 'networking.k8s.io', 'extensions']

/** Groups whose other kinds are no letter or two away from those that are known here. */
const wellKnown = ['', 'apps', 'batch', 'networking.k8s.io', 'gateway.networking.k8s.io']

/** A kind is written exactly so, capitals too. */
function reportMisspelt(root: Field, group: string, kind: string): void {
  const names = wellKnown.includes(group) ? kindsOfGroup(group) : []
  const near =
    names.find(name => name.toLowerCase() === kind.toLowerCase()) ?? names.find(name => isMisspelt(kind, name))
  if (near === undefined || clusterScoped.has(kind)) return
  root.get('kind').report('model.kindMisspelt', 'error', {
    kind: { is: 'name', value: kind },
    near: { is: 'name', value: near },
  })
}

/** The version under which a kind is really served, where a built-in group is asked for another group's. */
export function isServedElsewhere(group: string, kind: string): string | null {
  if (!builtIn.includes(group) || kindEntry(group, kind) !== undefined) return null
  const found = builtIn.map(other => kindEntry(other, kind)).find(entry => entry !== undefined)
  const version = found?.versions[0]
  return found === undefined || version === undefined
    ? null
    : found.group === ''
      ? version
      : `${found.group}/${version}`
}

/** Items of a typed list (`PodList`) may leave out what the list says. */
function inheritedType(list: YamlValue | undefined): { readonly apiVersion: string; readonly kind: string } | null {
  if (!isMap(list)) return null
  const { apiVersion, kind } = list
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !/^[A-Z]\w*List$/.test(kind)) return null
  return { apiVersion, kind: kind.slice(0, -'List'.length) }
}

const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/

function decodeMeta(root: Field, doc: DocId, apiVersion: string, kind: string): Meta {
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  const metadata = root.get('metadata')
  const nameField = metadata.get('name')
  const generated = metadata.get('generateName').string()
  const isGenerated = generated !== null && !nameField.present
  // A kustomization is read by its place, and needs no name.
  const mayBeNameless = group === 'kustomize.config.k8s.io' && !nameField.present
  const name = isGenerated ? `${generated}…` : mayBeNameless ? 'kustomization' : nameField.required()
  if (name !== null && generated === null && !objectName.test(name) && !isRbac(group))
    nameField.report('model.badName', 'error', { name: { is: 'name', value: name } })
  const namespaced = kindEntry(group, kind)?.namespaced ?? !clusterScoped.has(kind)
  const created = metadata.get('creationTimestamp').string()
  const createdMs = created === null ? Number.NaN : Date.parse(created)
  return {
    doc,
    apiVersion,
    group,
    kind,
    namespace: namespaced ? (metadata.get('namespace').string() ?? 'default') : '',
    name: name ?? '',
    labels: metadata.get('labels').stringMap(),
    annotations: metadata.get('annotations').stringMap(),
    createdMs: Number.isNaN(createdMs) ? null : createdMs,
  }
}

/** Role names may hold colons and capitals. */
function isRbac(group: string): boolean {
  return group === 'rbac.authorization.k8s.io'
}
