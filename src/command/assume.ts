import type { Assumptions } from '../cluster/index.ts'
import type { FileId } from '../text/index.ts'
import { isMap, type PlainValue, planAppendDocument, printDocument } from '../yaml/index.ts'
import { type CommandContext, planDocs, refuse } from './context.ts'
import type { Plan } from './plan.ts'

/** Assumptions that a person may change, with the value that holds now. */
const present: Readonly<Record<string, (assumptions: Assumptions) => PlainValue>> = {
  clientIp: assumptions => assumptions.clientIp,
  'networkPolicy.ipBlockMatchesPods': assumptions => assumptions.networkPolicy.ipBlockMatchesPods,
  'networkPolicy.loopback': assumptions => assumptions.networkPolicy.loopback,
  'networkPolicy.hostNetworkPods': assumptions => assumptions.networkPolicy.hostNetworkPods,
  'profiles.default': assumptions => assumptions.profiles.get('default') ?? 'specification',
}

/** Writes an assumption where it can be changed: into the project's `assume:` document, or a new one at the end of the file. */
export function planAssume(context: CommandContext, key: string, file: FileId): Plan {
  const now = Object.hasOwn(present, key) ? present[key] : undefined
  if (now === undefined) return refuse('command.unknownKind', { kind: { is: 'name', value: key } })
  const value = now(context.assumptions)
  const keys = key.split('.')
  const facts = { field: { is: 'name', value: `assume.${key}` } } as const
  const doc = context.assumeDocument === null ? undefined : context.document(context.assumeDocument)
  if (doc !== undefined) {
    const path = ['assume', ...keys]
    // What is there already is only shown.
    const isThere =
      keys.reduce<unknown>(
        (at, part) => (isMap(at as never) ? (at as Record<string, unknown>)[part] : undefined),
        isMap(doc.value) ? doc.value['assume'] : undefined,
      ) !== undefined
    return planDocs(
      context,
      'command.assume',
      facts,
      isThere ? [] : [{ doc: doc.id, ops: [{ op: 'set', path, value }] }],
      { doc: doc.id, path },
    )
  }
  const source = context.file(file)
  if (source === undefined) return refuse('command.gone')
  const assume = keys.reduceRight<PlainValue>((inner, part) => ({ [part]: inner }), value)
  const edits = planAppendDocument(source, printDocument({ assume }, '\n'))
  const first = edits[0]
  return {
    kind: 'edits',
    revision: context.revision,
    files: [{ file, edits }],
    label: 'command.assume',
    facts,
    select: first === undefined ? null : { file, offset: first.from + Math.max(0, first.insert.indexOf('assume:')) },
  }
}
