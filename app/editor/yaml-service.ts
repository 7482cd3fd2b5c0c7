import { loadSchemas, type Schemas } from '../schemas/index.ts'
import type { DocumentAt } from './document-at.ts'
import { monaco } from './monaco.ts'
import YamlWorker from './yaml.worker.ts?worker'

/**
 * The YAML language service, asked about one document at a time: a hidden model holds the document under a name that selects the
 * schema of its kind. In a file of many documents the service itself would offer one kind's fields for another.
 */
export interface ServicePosition {
  readonly line: number
  readonly character: number
}
export interface ServiceRange {
  readonly start: ServicePosition
  readonly end: ServicePosition
}
export interface ServiceCompletion {
  readonly label: string
  readonly kind?: number
  readonly detail?: string
  readonly documentation?: string | { readonly value: string }
  readonly insertText?: string
  readonly insertTextFormat?: number
  readonly sortText?: string
  readonly filterText?: string
  readonly textEdit?: { readonly range: ServiceRange; readonly newText: string }
}
export interface ServiceDiagnostic {
  readonly range: ServiceRange
  readonly message: string
  readonly severity?: number
}
interface YamlService {
  doComplete(
    uri: string,
    position: ServicePosition,
  ): Promise<{ readonly items: readonly ServiceCompletion[] } | undefined>
  doHover(
    uri: string,
    position: ServicePosition,
  ): Promise<{ readonly contents: unknown; readonly range?: ServiceRange } | null | undefined>
  doValidation(uri: string): Promise<readonly ServiceDiagnostic[] | undefined>
}

interface Running {
  readonly worker: monaco.editor.MonacoWebWorker<YamlService>
  readonly kinds: ReadonlyMap<string, string>
}

const definitions = 'portolan://schemas/kubernetes.json'
let running: Promise<Running> | null = null

const keyOf = (apiVersion: string, kind: string): string => `${apiVersion} ${kind}`

async function start(): Promise<Running> {
  const generated = await loadSchemas()
  const worker = new YamlWorker({ name: 'yaml' })
  // The worker takes the first message as its start and the second as its settings.
  worker.postMessage('ignore')
  worker.postMessage({
    enableSchemaRequest: false,
    completion: true,
    hover: true,
    validate: true,
    customTags: [],
    format: { enable: false },
    isKubernetes: false,
    yamlVersion: '1.1',
    schemas: [
      { uri: definitions, fileMatch: [], schema: { definitions: generated.definitions } },
      { uri: 'portolan://schemas/any.json', fileMatch: ['**/any.yaml'], schema: anyKind(generated) },
      ...generated.kinds.map(({ id }) => ({
        uri: `portolan://schemas/${id}.json`,
        fileMatch: [`**/${id}.yaml`],
        schema: { $ref: `${definitions}#/definitions/${id}` },
      })),
    ],
  })
  return {
    worker: monaco.editor.createWebWorker<YamlService>({ worker, keepIdleModels: false }),
    kinds: new Map(generated.kinds.map(({ apiVersion, kind, id }) => [keyOf(apiVersion, kind), id])),
  }
}

/** While a document has no known kind, its first fields are what can be offered. */
const anyKind = ({ kinds }: Schemas): object => ({
  type: 'object',
  properties: {
    apiVersion: { enum: [...new Set(kinds.map(({ apiVersion }) => apiVersion))] },
    kind: { enum: [...new Set(kinds.map(({ kind }) => kind))] },
    metadata: { type: 'object', properties: { name: { type: 'string' }, namespace: { type: 'string' } } },
  },
})

/** One question at a time: they share the hidden models. */
let queue: Promise<unknown> = Promise.resolve()

async function withDocument<T>(
  document: DocumentAt,
  known: boolean,
  work: (service: YamlService, uri: string) => Promise<T>,
): Promise<T | null> {
  const run = async (): Promise<T | null> => {
    running ??= start()
    const { worker, kinds } = await running
    const id = kinds.get(keyOf(document.apiVersion, document.kind))
    if (id === undefined && known) return null
    const uri = monaco.Uri.parse(`inmemory://hidden/${id ?? 'any'}.yaml`)
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'plaintext', uri)
    model.setValue(document.text)
    return work(await worker.withSyncedResources([uri]), String(uri))
  }
  const result = queue.then(run, run)
  queue = result.catch(() => undefined)
  return result
}

export const completions = (
  document: DocumentAt,
  position: ServicePosition,
): Promise<readonly ServiceCompletion[] | null> =>
  withDocument(document, false, async (service, uri) => (await service.doComplete(uri, position))?.items ?? [])

export const hoverAt = (document: DocumentAt, position: ServicePosition): Promise<string | null> =>
  withDocument(document, true, async (service, uri) => textOf((await service.doHover(uri, position))?.contents))

/** Null when no schema is known for the kind. */
export const diagnostics = (document: DocumentAt): Promise<readonly ServiceDiagnostic[] | null> =>
  withDocument(document, true, async (service, uri) => (await service.doValidation(uri)) ?? [])

function textOf(contents: unknown): string {
  if (typeof contents === 'string') return contents
  if (Array.isArray(contents)) return contents.map(textOf).filter(Boolean).join('\n\n')
  if (typeof contents === 'object' && contents !== null && 'value' in contents && typeof contents.value === 'string')
    return contents.value
  return ''
}
