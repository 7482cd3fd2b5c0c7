import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { istioctlCode, istioctlProblems, knowsAnalyzer } from '../istioctl.ts'
import type { HeadlessProject } from '../project.ts'
import { isMap, listOf, textOf } from './case-file.ts'
import type { Row } from './row.ts'

/** What the row is about: which of istioctl's analyzers ran, and which of its codes the list is complete for. */
interface Scope {
  readonly analyzer: string
  readonly codes: readonly string[] | 'all'
  /** Whether a message that is there several times is listed as often. */
  readonly counts: boolean
}

interface Message {
  readonly codes: readonly string[]
  readonly level: string | null
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
}

/** The complete list of what `istioctl analyze` says, in any order; the wording is not compared. */
export function diagnosticsRow(project: HeadlessProject, value: YamlValue, scopeValue: YamlValue | undefined): Row {
  const base = { name: 'diagnostics', kind: 'diagnostics', expected: value }
  const scope = readScope(scopeValue)
  if (!knowsAnalyzer(scope.analyzer))
    return { ...base, outcome: 'unsupported', actual: null, why: `not simulated yet: analyzer ${scope.analyzer}` }
  const expected = listOf(value).map(readMessage)
  const found = messagesOf(project, scope)
  const { missing, extra } = compare(expected, found, scope.counts)
  const say = (message: Message): string =>
    `${message.codes.join('/')} ${message.kind} ${message.namespace ?? ''}/${message.name}`
  const why = [...missing.map(message => `missing ${say(message)}`), ...extra.map(message => `extra ${say(message)}`)]
  return {
    ...base,
    outcome: why.length === 0 ? 'passed' : 'failed',
    actual: found.map(({ codes, level, kind, namespace, name }) => ({
      code: codes[0] ?? '',
      level,
      kind,
      ...(namespace !== null && { namespace }),
      name,
    })),
    why: why.join('; '),
  }
}

function readScope(value: YamlValue | undefined): Scope {
  const scope: YamlMap = isMap(value) ? value : Object.create(null)
  const codes = scope['codes']
  return {
    analyzer: textOf(scope['analyzer']) ?? 'all',
    codes: Array.isArray(codes) ? codes.flatMap(code => textOf(code) ?? []) : 'all',
    counts: scope['count'] !== false,
  }
}

function readMessage(value: YamlValue): Message {
  const row: YamlMap = isMap(value) ? value : Object.create(null)
  const code = textOf(row['code'])
  return {
    codes: [...new Set([...(code === null ? [] : [code]), ...listOf(row['anyOf']).flatMap(codeOf)])],
    level: textOf(row['level']),
    kind: textOf(row['kind']) ?? '',
    namespace: textOf(row['namespace']),
    name: textOf(row['name']) ?? '',
  }
}

/** An alternative is a code, or a message with one. */
function codeOf(value: YamlValue): string[] {
  const code = isMap(value) ? textOf(value['code']) : textOf(value)
  return code === null ? [] : [code]
}

function messagesOf(project: HeadlessProject, scope: Scope): Message[] {
  return project.documents().flatMap(doc => {
    const resource = project.derivations.decoded(doc)?.resource ?? null
    if (resource === null) return []
    const written = project.derivations.root(doc).at('metadata', 'namespace').value
    return istioctlProblems(project, doc, scope.analyzer)
      .map(problem => ({
        codes: [istioctlCode(problem)],
        level: `${problem.severity[0]!.toUpperCase()}${problem.severity.slice(1)}`,
        kind: resource.kind,
        namespace: typeof written === 'string' ? written : null,
        name: resource.name,
      }))
      .filter(({ codes }) => scope.codes === 'all' || scope.codes.includes(codes[0]!))
  })
}

function compare(
  expected: readonly Message[],
  found: readonly Message[],
  counts: boolean,
): { missing: Message[]; extra: Message[] } {
  const left = [...found]
  const missing: Message[] = []
  const same = (want: Message, got: Message): boolean =>
    got.codes.some(code => want.codes.includes(code)) &&
    got.kind === want.kind &&
    got.name === want.name &&
    got.namespace === want.namespace &&
    (want.level === null || want.codes.length > 1 || want.level === got.level)
  for (const want of expected) {
    const index = left.findIndex(got => same(want, got))
    if (index < 0) missing.push(want)
    else if (counts) left.splice(index, 1)
  }
  // A row without counting says that there is one such message, or more.
  const extra = counts ? left : left.filter(got => !expected.some(want => same(want, got)))
  return { missing, extra }
}
