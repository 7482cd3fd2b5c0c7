import { Pencil } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { loadSchemas, type Schemas } from '../../schemas/index.ts'
import type { DocId, Path, SelectedCount } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { setView, useView } from '../../store/view.ts'
import { Button } from '../../ui/button.tsx'
import { KindIcon, roleOfKind } from '../../ui/kinds.tsx'
import { useText } from '../../ui/text.ts'
import { ask } from '../../worker/client.ts'
import { documentOf, perform } from '../../worker/gestures.ts'
import { Field, ObjectBody } from './fields.tsx'
import css from './form.module.css'
import { type Form, FormContext, isRecord, type Value } from './form-context.ts'
import { schemaOf, shapeOf } from './shape.ts'

interface Shown {
  readonly doc: DocId
  readonly value: Value
  readonly apiVersion: string
  readonly kind: string
  readonly stale: boolean
  readonly counts: ReadonlyMap<string, SelectedCount>
}

/** The selected resource as a form. It writes single fields into the text, and never touches what it does not show. */
export default function FormPane() {
  const t = useText()
  const id = useView(view => view.selection[0])
  const revision = useGraph(graph => graph.revision)
  const doc = id === undefined ? null : documentOf(id)
  const [schemas, setSchemas] = useState<Schemas | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    let current = true
    void loadSchemas().then(loaded => current && setSchemas(loaded))
    return () => {
      current = false
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may hold another value
  useEffect(() => {
    if (doc === null) {
      setShown(null)
      return
    }
    let current = true
    void load(doc).then(loaded => current && setShown(loaded))
    return () => {
      current = false
    }
  }, [doc, revision])

  const node = useGraph(graph => (doc === null ? undefined : graph.nodes.get(doc)))
  const rows = useMemo(
    () =>
      new Map(node?.rows.flatMap(row => (row.at === null ? [] : [[row.at.path.join('/'), row.title] as const])) ?? []),
    [node],
  )

  const form = useMemo<Form | null>(() => {
    if (schemas === null || shown === null) return null
    return {
      doc: shown.doc,
      kind: shown.kind,
      schemas,
      readOnly: shown.stale,
      titleOf: path => rows.get(path.join('/')) ?? null,
      edit: ops => void perform({ kind: 'edit', doc: shown.doc, ops }, true),
      suggest: async (path, keys) => {
        const reply = await ask({ kind: 'suggest', at: { doc: shown.doc, path }, keys })
        return reply.kind === 'suggest' ? reply.suggestions : []
      },
      selected: path => shown.counts.get(path.join('/')) ?? null,
    }
  }, [schemas, shown, rows])

  if (doc === null) return <p className={css.none}>{t('form.none')}</p>
  if (form === null || shown === null || shown.doc !== doc) return <p className={css.none}>{t('form.loading')}</p>
  const schema = schemaOf(form.schemas, shown.apiVersion, shown.kind)
  const shape = shapeOf(form.schemas, schema)
  const metadata = isRecord(shown.value) && isRecord(shown.value['metadata']) ? shown.value['metadata'] : {}
  return (
    <FormContext.Provider value={form}>
      <section className={css.form} aria-label={t('form.label')} key={doc}>
        <header className={css.head}>
          <span className={css.icon} data-role={roleOfKind(shown.kind)}>
            <KindIcon kind={shown.kind} role={roleOfKind(shown.kind)} size={16} />
          </span>
          <div>
            <h2>{String(metadata['name'] ?? '')}</h2>
            <p>
              {shown.kind} · {shown.apiVersion}
            </p>
          </div>
          <Button small look="outlined" onClick={() => setView({ dialog: { kind: 'rename', id: doc } })}>
            <Pencil size={13} aria-hidden />
            {t('form.rename')}
          </Button>
        </header>
        {shown.stale && <p className={css.stale}>{t('details.stale')}</p>}
        {schema === null && <p className={css.stale}>{t('form.noSchema')}</p>}
        {isRecord(shown.value) ? (
          <>
            <Metadata metadata={metadata} schemas={form.schemas} schema={schema} />
            <ObjectBody path={[]} value={shown.value} shape={shape} depth={0} except={elsewhere} />
          </>
        ) : (
          <p className={css.none}>{t('form.noMap')}</p>
        )}
      </section>
    </FormContext.Provider>
  )
}

const elsewhere: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status'])
const ofMetadata = ['namespace', 'labels', 'annotations']

/** Of the metadata what people write; the rest is the cluster's. */
function Metadata({
  metadata,
  schemas,
  schema,
}: {
  readonly metadata: { readonly [key: string]: Value }
  readonly schemas: Schemas
  readonly schema: ReturnType<typeof schemaOf>
}) {
  const root = shapeOf(schemas, schema)
  const shape = shapeOf(schemas, root.kind === 'object' ? (root.fields.get('metadata')?.schema ?? null) : null)
  const hidden = new Set(
    [...(shape.kind === 'object' ? shape.fields.keys() : []), ...Object.keys(metadata)].filter(
      name => !ofMetadata.includes(name),
    ),
  )
  if (shape.kind !== 'object')
    return (
      <>
        {ofMetadata
          .filter(name => metadata[name] !== undefined)
          .map(name => (
            <Field
              key={name}
              path={['metadata', name]}
              schema={null}
              value={metadata[name] ?? null}
              label={name}
              depth={2}
            />
          ))}
      </>
    )
  return <ObjectBody path={['metadata']} value={metadata} shape={shape} depth={2} except={hidden} />
}

async function load(doc: DocId): Promise<Shown | null> {
  const reply = await ask({ kind: 'value', doc })
  if (reply.kind !== 'value') return null
  const value = (reply.value ?? null) as Value
  const paths = selectorsIn(value, [])
  const counted = paths.length === 0 ? null : await ask({ kind: 'selected', doc, paths })
  const counts = new Map<string, SelectedCount>()
  if (counted?.kind === 'selected')
    counted.counts.forEach((count, i) => {
      if (count !== null) counts.set(paths[i]!.join('/'), count)
    })
  return { doc, value, apiVersion: reply.apiVersion, kind: reply.resource, stale: reply.stale, counts }
}

/** Where a document selects by labels. */
function selectorsIn(value: Value, path: Path): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => selectorsIn(item as Value, [...path, i]))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key]
    const isSelector =
      key === 'matchLabels' || (key === 'selector' && isRecord(item) && item['matchLabels'] === undefined)
    return isSelector ? [at] : selectorsIn(item, at)
  })
}
