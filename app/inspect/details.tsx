import { ArrowLeft, ArrowRight, CircleHelp, CircleX, Info, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TopologyEdge } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useFiles } from '../store/project.ts'
import { select, setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { KindIcon, roleOfKind } from '../ui/kinds.tsx'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { FixButton } from '../worker/fix-button.tsx'
import { goToDocument } from '../worker/gestures.ts'
import { about } from './about-words.ts'
import css from './details.module.css'
import { PolicyCard } from './policy-card.tsx'
import { Status } from './status.tsx'

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const

/** What is selected, in words: where it stands, what leads to it and where it leads. For who reads instead of looking, too. */
export default function Details() {
  const t = useText()
  const say = useSentences()
  const language = useView(view => view.language)
  const [explains, setExplains] = useState(false)
  const id = useView(view => view.selection[0])
  const node = useGraph(graph => (id === undefined ? undefined : graph.nodes.get(id)))
  const entry = useGraph(graph => (id === undefined ? undefined : graph.outline.get(id)))
  const problems = useGraph(graph => (id === undefined ? undefined : graph.problems.get(id)))
  const edges = useGraph(graph => graph.edges)
  const files = useFiles()
  const { incoming, outgoing } = useMemo(() => {
    const all = id === undefined ? [] : [...edges.values()].filter(edge => edge.from === id || edge.to === id)
    return { incoming: all.filter(edge => edge.to === id), outgoing: all.filter(edge => edge.from === id) }
  }, [edges, id])
  const shown = node ?? entry
  if (id === undefined || shown === undefined || shown.name === '') return null
  const file = files.find(f => f.id === entry?.file)
  const state = node?.state ?? 'live'
  return (
    <section className={css.details} aria-label={t('details.label')}>
      <h2 className={css.title}>
        <span className={css.icon} data-role={node?.role ?? roleOfKind(shown.kind)}>
          <KindIcon kind={shown.kind} role={node?.role} size={15} />
        </span>
        <span className={css.name}>{shown.name}</span>
        {about(shown.kind, language) !== null && (
          <IconButton small label={t('about.what')} aria-expanded={explains} onClick={() => setExplains(!explains)}>
            <CircleHelp size={14} aria-hidden />
          </IconButton>
        )}
      </h2>
      <p className={css.sub}>
        {shown.kind}
        {shown.namespace !== '' && ` · ${shown.namespace}`}
        {file !== undefined && ` · ${file.name}`}
      </p>
      {explains && about(shown.kind, language) !== null && (
        <p className={css.about}>
          {about(shown.kind, language)}{' '}
          {entry !== undefined && (
            <button type="button" onClick={() => void goToDocument(id, true)}>
              {t('about.where')}
            </button>
          )}
        </p>
      )}
      {state !== 'live' && <p className={css.state}>{t(`details.${state}`)}</p>}
      {node !== undefined && node.badges.length > 0 && (
        <ul className={css.facts}>
          {node.badges.map(badge => (
            <li key={badge.id}>{badge.title}</li>
          ))}
        </ul>
      )}
      {problems !== undefined && problems.problems.length > 0 && (
        <ul className={css.list} aria-label={t('problems.label')}>
          {problems.problems.slice(0, 20).map((located, i) => {
            const Icon = icons[located.problem.severity]
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a document may hold one problem twice
              <li key={i}>
                <button
                  type="button"
                  data-severity={located.problem.severity}
                  onClick={() =>
                    setView({
                      activeFile: located.file,
                      editorOpen: true,
                      reveal: { file: located.file, range: located.range, mark: 'field', focus: true },
                    })
                  }
                >
                  <Icon size={13} aria-label={t(`severity.${located.problem.severity}`)} />
                  <span>{say.sentence(located.problem.code, located.problem.facts)}</span>
                </button>
                {located.fixable && <FixButton problem={located.problem} />}
              </li>
            )
          })}
        </ul>
      )}
      {entry !== undefined && node?.role === 'policy' && <PolicyCard doc={entry.id} />}
      {entry !== undefined && <Status doc={entry.id} />}
      <Ends title={t('details.incoming')} edges={incoming} end="from" />
      <Ends title={t('details.outgoing')} edges={outgoing} end="to" />
    </section>
  )
}

interface EndsProps {
  readonly title: string
  readonly edges: readonly TopologyEdge[]
  readonly end: 'from' | 'to'
}

function Ends({ title, edges, end }: EndsProps) {
  const t = useText()
  const nodes = useGraph(graph => graph.nodes)
  if (edges.length === 0) return null
  const Arrow = end === 'from' ? ArrowLeft : ArrowRight
  return (
    <>
      <h3 className={css.heading}>{title}</h3>
      <ul className={css.list}>
        {edges.slice(0, 60).map(edge => {
          const other = nodes.get(edge[end])
          if (other === undefined) return null
          const row = other.rows.find(r => r.id === (end === 'from' ? edge.fromRow : edge.toRow))
          return (
            <li key={edge.id}>
              <button
                type="button"
                data-state={edge.state}
                onClick={() => {
                  select([other.id])
                  setView({ centre: { node: other.id, near: true } })
                  void goToDocument(other.id)
                }}
              >
                <Arrow size={13} aria-hidden />
                <span>
                  <span className={css.end}>
                    {other.role === 'outside' ? t('canvas.outside') : other.name}
                    {other.role !== 'outside' && <small>{other.kind}</small>}
                  </span>
                  {more(row?.title, edge.label, edge.state === 'live' ? '' : t(`edge.${edge.state}`))}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Row, weight or host of a line, and what is wrong with it. */
function more(...parts: readonly (string | undefined)[]) {
  const said = parts.filter(part => part !== undefined && part !== '')
  return said.length === 0 ? null : <span className={css.more}>{said.join(' · ')}</span>
}
