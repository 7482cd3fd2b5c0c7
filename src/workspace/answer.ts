import { type ConditionSet, isWell, statusOf } from '../apis/gateway/index.ts'
import {
  arrivalsOf,
  type CommandContext,
  copyOf,
  extensionsOf,
  fixesOf,
  planIntent,
  tuningOf,
} from '../command/index.ts'
import { type Answer, drawSample, type TrafficRequest, trace } from '../flow/index.ts'
import { isMap } from '../model/index.ts'
import type { FileId, Path, Range } from '../text/index.ts'
import { nearestRange, pathAt, printDocument, printLine, readPlain } from '../yaml/index.ts'
import type { Derivations } from './derivations.ts'
import type { Anchor, DropTarget, Painted, Place, Question, Reply, StatedCondition } from './messages.ts'
import { paint } from './paint.ts'
import { podListOf } from './pods.ts'
import { answerReach } from './reach/answer-reach.ts'
import { PolicyWatch } from './reach/policy-watch.ts'
import type { Sources } from './sources.ts'
import { countSelected, suggest, suggestKeys } from './suggest.ts'
import { definitionsOf, meaningOf, namedAt, usesOf } from './symbol.ts'
import { withoutSecrets } from './without-secrets.ts'
import { withoutServerFields } from './without-server-fields.ts'

/** Answers what the page asks of one revision. */
export function answerQuestion(
  sources: Sources,
  derivations: Derivations,
  revision: number,
  question: Question,
  watch = new PolicyWatch(),
): Reply {
  const context = commandContext(sources, derivations, revision)
  switch (question.kind) {
    case 'reachOf':
    case 'reachGrid':
    case 'reachWhy':
    case 'reachCsv':
    case 'policyCard':
    case 'selectorAt':
    case 'policyEffect':
    case 'policyPlan':
      return answerReach(derivations, watch, context, question) ?? { kind: 'gone' }
    case 'trace': {
      const answered = answerRequest(derivations, question.request)
      const { seed } = derivations.assumptions
      const counts = drawSample(answered.answer, question.sample, seed)
      return { kind: 'trace', ...answered, sample: { seed, counts } }
    }
    case 'plan':
      return { kind: 'plan', plan: planIntent(context, question.intent) }
    case 'fixes':
      return { kind: 'fixes', plans: fixesOf(context, question.problem) }
    case 'extensions':
      return { kind: 'extensions', extensions: extensionsOf(context, question.doc, question.row) }
    case 'pods': {
      const list = podListOf(derivations.cluster, derivations.assumptions, question.doc, question.most)
      return list === null ? { kind: 'gone' } : { kind: 'pods', list }
    }
    case 'arrivals':
      return { kind: 'arrivals', arrivals: arrivalsOf(context, question.texts) }
    case 'tuning':
      return { kind: 'tuning', tuning: tuningOf(context, question.edge) }
    case 'value': {
      const doc = sources.document(question.doc)
      if (doc === undefined) return { kind: 'gone' }
      const word = (key: string): string => {
        const value = isMap(doc.value) ? doc.value[key] : undefined
        return typeof value === 'string' ? value : ''
      }
      return {
        kind: 'value',
        value: doc.value,
        apiVersion: word('apiVersion'),
        resource: word('kind'),
        stale: doc.stale,
      }
    }
    case 'suggest': {
      const doc = sources.document(question.at.doc)
      const ask = question.keys ? suggestKeys : suggest
      const found = ask(derivations.cluster, doc?.value, question.at.path).slice(0, 200)
      return {
        kind: 'suggest',
        suggestions: found.map(each => ({
          ...each,
          written: typeof each.value === 'number' ? String(each.value) : printLine(each.value, '"'),
        })),
      }
    }
    case 'selected': {
      const doc = sources.document(question.doc)
      return {
        kind: 'selected',
        counts: question.paths.map(path => countSelected(derivations.cluster, doc?.value, path)),
      }
    }
    case 'withoutSecrets':
      return { kind: 'withoutSecrets', ...withoutSecrets(sources) }
    case 'copied':
      return { kind: 'copied', text: copyOf(context, question.docs) }
    case 'plain': {
      const read = readPlain(question.text)
      return { kind: 'plain', value: read.ok ? read.value : undefined }
    }
    case 'withoutServerFields':
      return { kind: 'withoutServerFields', texts: question.texts.map(withoutServerFields) }
    case 'printed':
      return { kind: 'printed', text: printDocument(question.value, '\n') }
    case 'targets':
      return { kind: 'targets', targets: dropTargets(context, derivations, question.node, question.row) }
    case 'locate':
      return { kind: 'locate', place: placeAt(sources, derivations, question.file, question.offset) }
    case 'symbol':
      return symbolAt(sources, derivations, question) ?? { kind: 'gone' }
    case 'anchors':
      return { kind: 'anchors', anchors: anchorsOf(sources, derivations, question.file) }
    case 'status': {
      const resource = derivations.cluster.ofDoc(question.doc)
      const status = resource === undefined ? null : statusOf(derivations.cluster, derivations.assumptions, resource)
      return status === null ? { kind: 'gone' } : { kind: 'status', conditions: status.sets.flatMap(stated) }
    }
    case 'reveal': {
      const doc = sources.document(question.at.doc)
      if (doc === undefined) return { kind: 'gone' }
      const start = sources.startOf(doc.id)
      return {
        kind: 'reveal',
        file: doc.file,
        range: sources.rangeInFile(doc, nearestRange(doc, question.at.path)),
        docRange: { from: start, to: start + doc.text.length },
      }
    }
  }
}

/** Follows a request and draws its way. */
export function answerRequest(
  derivations: Derivations,
  request: TrafficRequest,
): { answer: Answer; paint: readonly Painted[] } {
  const answer = trace(derivations.flow, request)
  return { answer, paint: answer.outcomes.map(outcome => paint(derivations, outcome)) }
}

function commandContext(sources: Sources, derivations: Derivations, revision: number): CommandContext {
  return {
    revision,
    cluster: derivations.cluster,
    assumptions: derivations.assumptions,
    assumeDocument: derivations.assumeDocument,
    document: id => sources.document(id),
    file: id => sources.source(id),
    startOf: id => sources.startOf(id),
    node: id => derivations.node(id),
    edge: id => derivations.edge(id),
  }
}

/** The conditions of one set; what says that nothing is wrong in other words is left out. */
function stated(set: ConditionSet): StatedCondition[] {
  const { parent } = set
  const about =
    parent === null
      ? (set.section ?? '')
      : `${parent.kind} ${parent.namespace}/${parent.name}${parent.section === null ? '' : `/${parent.section}`}${parent.port === null ? '' : `:${parent.port}`}`
  return set.conditions
    .filter(({ type, status }) => type !== 'Conflicted' || status === 'True')
    .map(({ type, status, reason, at, assumed }) => ({
      isWell: isWell({ type, status }),
      about,
      controller: set.controller,
      type,
      status,
      reason,
      at,
      assumed: assumed.join(', '),
    }))
}

function placeAt(
  sources: Sources,
  derivations: Derivations,
  file: Parameters<Sources['source']>[0],
  offset: number,
): Place | null {
  const doc = sources.source(file)?.at(offset)
  if (doc === undefined) return null
  const start = sources.startOf(doc.id)
  const word = (key: string): string => {
    const value = isMap(doc.value) ? doc.value[key] : undefined
    return typeof value === 'string' ? value : ''
  }
  return {
    doc: doc.id,
    range: { from: start, to: start + doc.text.length },
    path: pathAt(doc, offset - start),
    node: derivations.node(doc.id)?.id ?? null,
    apiVersion: word('apiVersion'),
    kind: word('kind'),
    indent: doc.indent,
  }
}

function symbolAt(
  sources: Sources,
  derivations: Derivations,
  { file, offset, want }: Extract<Question, { kind: 'symbol' }>,
): Reply | null {
  const { cluster, assumptions } = derivations
  const doc = sources.source(file)?.at(offset)
  if (doc === undefined) return null
  const path = pathAt(doc, offset - sources.startOf(doc.id))
  const thing = namedAt(cluster, doc.id, path)
  if (thing === null) return null
  const places = want === 'definitions' ? definitionsOf(cluster, thing) : want === 'uses' ? usesOf(cluster, thing) : []
  return {
    kind: 'symbol',
    at: { file, range: sources.rangeInFile(doc, nearestRange(doc, path)) },
    doc: thing.is === 'object' ? (cluster.find(thing.key)?.doc ?? null) : null,
    places: places.flatMap(place => {
      const found = sources.document(place.doc)
      return found === undefined
        ? []
        : [{ file: found.file, range: sources.rangeInFile(found, nearestRange(found, place.path)) }]
    }),
    says: want === 'meaning' ? meaningOf(cluster, assumptions, thing) : [],
  }
}

function anchorsOf(sources: Sources, derivations: Derivations, file: FileId): Anchor[] {
  const documents = sources.source(file)?.documents() ?? []
  return documents.flatMap(doc => {
    const node = derivations.node(doc.id)
    if (node === undefined) return []
    const at = (path: Path): Range => sources.rangeInFile(doc, nearestRange(doc, path))
    const rows = node.role === 'entry' ? node.rows.filter(row => row.at?.doc === doc.id) : []
    return [
      { node: node.id, row: null, range: at(['kind']) },
      ...rows.map(row => ({ node: node.id, row: row.id, range: at(row.at?.path ?? []) })),
    ]
  })
}

/** For every node, and every row that tells ports or rules apart: whether a drag may end there. */
function dropTargets(
  context: CommandContext,
  derivations: Derivations,
  from: string,
  fromRow: string | null,
): DropTarget[] {
  const targets: DropTarget[] = []
  for (const node of derivations.nodes()) {
    if (node.id === from) continue
    const rows: (string | null)[] = [null, ...node.rows.map(row => row.id)]
    for (const row of rows) {
      const plan = planIntent(context, { kind: 'connect', from, fromRow, to: node.id, toRow: row })
      targets.push({ node: node.id, row, allowed: plan.kind === 'edits', code: plan.kind === 'edits' ? '' : plan.code })
    }
  }
  return targets
}
