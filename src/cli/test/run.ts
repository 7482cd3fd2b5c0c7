import { decodeAssumptions } from '../../cluster/index.ts'
import type { FlowContext } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { InputError, readManifests } from '../input.ts'
import { type HeadlessProject, openProject } from '../project.ts'
import { type CaseFile, isMap, listOf, readCase, textOf } from './case-file.ts'
import { connectionRow } from './connection-rows.ts'
import { diagnosticsRow } from './diagnostics-row.ts'
import { diffRow } from './diff-row.ts'
import { explainRow } from './explain-rows.ts'
import { exposureRow } from './exposure-row.ts'
import { completeKeys, isKnownKey, listKeys, nestedKeys, notSimulated } from './grammar.ts'
import { invalidRow } from './invalid-row.ts'
import { networksRow } from './networks-row.ts'
import { pairRow, reachabilityRow } from './reachability-row.ts'
import { requestRow } from './request-rows.ts'
import { resourceRow } from './resource-rows.ts'
import type { FileReport, Row } from './row.ts'
import { selectRow } from './select-rows.ts'

const simulated: Readonly<Record<string, (context: FlowContext, value: YamlValue) => Row>> = {
  requests: requestRow,
  selects: selectRow,
  connections: connectionRow,
  resources: resourceRow,
  pairs: pairRow,
  explain: explainRow,
}

/** Runs one traffic test file. A case without rows, or one that cannot be read, is one failed row. */
export function runCase(path: string): FileReport {
  const file = readCase(path)
  const broken = (why: string): FileReport => ({
    file: path,
    rows: [{ name: path, kind: 'case', outcome: 'failed', expected: null, actual: null, why }],
  })
  if (file.broken !== null) return broken(file.broken)
  try {
    const rows = rowsOf(file)
    return rows.length === 0 ? broken('the case has no rows') : { file: path, rows }
  } catch (error) {
    if (error instanceof InputError) return broken(error.message)
    throw error
  }
}

function rowsOf(file: CaseFile): Row[] {
  let opened: HeadlessProject | null = null
  // The manifests of a test are all that its cluster holds, unless the test says otherwise.
  const { assume } = file.value
  const assumptions = decodeAssumptions({
    generatedServices: 'listed',
    istioAdmission: 'bypassed',
    ...(isMap(assume) ? assume : {}),
  })
  const project = (): HeadlessProject => {
    opened ??= openProject(readManifests(file.manifests), assumptions)
    return opened
  }
  const secondContext = (): FlowContext => openProject(readManifests(file.manifests2), assumptions).flow
  return Object.entries(file.value).flatMap(([key, value]) => rowsOfKey(key, value, file.value, project, secondContext))
}

function rowsOfKey(
  key: string,
  value: YamlValue,
  whole: YamlMap,
  project: () => HeadlessProject,
  secondContext: () => FlowContext,
): Row[] {
  const context = (): FlowContext => project().flow
  if (!isKnownKey(key)) return [unsupported(key, key, value, `the grammar has no key ${key}`)]
  if (listKeys.includes(key)) {
    const make = Object.hasOwn(simulated, key) ? simulated[key] : undefined
    // The routes of a pure router stand in the case itself.
    const isPure = whole['manifests'] === undefined
    return listOf(value).map((item, index) =>
      make === undefined || isPure
        ? unsupported(
            nameIn(item) ?? `${key} ${index + 1}`,
            key,
            item,
            isPure && make !== undefined ? 'a case without manifests' : (notSimulated[key] ?? key),
          )
        : make(context(), item),
    )
  }
  if (key === 'diff') return [diffRow(context(), secondContext(), value)]
  if (key === 'reachability') return [reachabilityRow(context(), value)]
  if (key === 'diagnostics') return [diagnosticsRow(project(), value, whole['diagnosticsScope'])]
  if (key === 'invalid') return [invalidRow(project(), value)]
  if (key === 'networks') return [networksRow(context(), value)]
  if (key === 'exposure') return [exposureRow(context(), value)]
  if (completeKeys.includes(key)) return [unsupported(key, key, value, notSimulated[key] ?? key)]
  const nested = Object.hasOwn(nestedKeys, key) ? nestedKeys[key]! : []
  return nested.flatMap(inner =>
    listOf(isMap(value) ? value[inner] : undefined).map((item, index) =>
      unsupported(nameIn(item) ?? `${key} ${index + 1}`, key, item, notSimulated[key] ?? key),
    ),
  )
}

function nameIn(value: YamlValue): string | null {
  return isMap(value) ? textOf(value['name']) : null
}

function unsupported(name: string, kind: string, expected: YamlValue, why: string): Row {
  return { name, kind, outcome: 'unsupported', expected, actual: null, why }
}
