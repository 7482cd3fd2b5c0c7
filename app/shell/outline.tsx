import { ChevronDown, ChevronRight, CircleX, Eye, EyeOff, FolderTree, Search, TriangleAlert, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { OutlineEntry } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type ProjectFile, useFiles } from '../store/project.ts'
import { select, setView, useView } from '../store/view.ts'
import { useFound } from '../store/visible.ts'
import { classes } from '../ui/css.ts'
import { KindIcon, roleOfKind } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import { deleteSelected, goToDocument } from '../worker/gestures.ts'
import css from './outline.module.css'
import { type OutlineRow, outlineRows } from './outline-rows.ts'

const height = 26
const spare = 12

/** The canvas's twin: everything that is open, as a tree for eyes, keyboards and screen readers. */
export default function Outline() {
  const t = useText()
  const outline = useGraph(graph => graph.outline)
  const problems = useGraph(graph => graph.problems)
  const selection = useView(view => view.selection)
  const [closed, setClosed] = useState<Readonly<Record<string, boolean>>>({})
  const filter = useView(view => view.find)
  const onlyFound = useView(view => view.onlyFound)
  const found = useFound()
  const files = useFiles()
  const setFilter = (find: string): void => setView(find === '' ? { find, onlyFound: false } : { find })
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const [view, setBox] = useState({ top: 0, height: 600 })
  const tree = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => outlineRows(outline, problems, closed, found), [outline, problems, closed, found])
  const active = Math.max(
    0,
    rows.findIndex(row => row.key === activeKey),
  )

  // What is selected elsewhere becomes the active row here.
  const main = selection[0]
  useEffect(() => {
    if (main !== undefined) setActiveKey(main)
  }, [main])
  const activeTop = active * height
  useEffect(() => {
    const element = tree.current
    if (element === null || activeKey === null) return
    if (activeTop < element.scrollTop) element.scrollTop = activeTop
    else if (activeTop + height > element.scrollTop + element.clientHeight)
      element.scrollTop = activeTop + height - element.clientHeight
  }, [activeTop, activeKey])

  useEffect(() => {
    const element = tree.current
    if (element === null) return
    const measure = (): void => setBox({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])

  const activate = (row: OutlineRow | undefined, focusEditor = false): void => {
    if (row === undefined) return
    setActiveKey(row.key)
    if (row.type !== 'resource') return
    select([row.key])
    setView({ centre: { node: row.key, near: true } })
    void goToDocument(row.key, focusEditor)
  }
  const setOpen = (row: OutlineRow, open: boolean): void => setClosed(before => ({ ...before, [row.key]: !open }))
  const isOpen = (row: OutlineRow): boolean => found !== null || closed[row.key] !== true

  const typed = useRef({ text: '', at: 0 })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const row = rows[active]
    if (row === undefined) return
    const page = Math.max(1, Math.floor(view.height / height) - 1)
    const go = (index: number): void => activate(rows[Math.min(rows.length - 1, Math.max(0, index))])
    switch (event.key) {
      case 'ArrowDown':
        go(activeKey === null ? 0 : active + 1)
        break
      case 'ArrowUp':
        go(active - 1)
        break
      case 'PageDown':
        go(active + page)
        break
      case 'PageUp':
        go(active - page)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(rows.length - 1)
        break
      case 'ArrowRight':
        if (row.type !== 'resource') {
          if (isOpen(row)) go(active + 1)
          else setOpen(row, true)
        }
        break
      case 'ArrowLeft':
        if (row.type !== 'resource' && isOpen(row)) setOpen(row, false)
        else go(rows.findLastIndex((r, i) => i < active && r.level < row.level))
        break
      case 'Enter':
        if (row.type === 'resource') activate(row, true)
        else setOpen(row, !isOpen(row))
        break
      case ' ':
        if (row.type !== 'resource') setOpen(row, !isOpen(row))
        else activate(row)
        break
      case 'F2':
        if (row.type === 'resource') setView({ dialog: { kind: 'rename', id: row.key } })
        break
      case 'Delete':
        if (row.type === 'resource') deleteSelected()
        break
      default: {
        if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
        const now = performance.now()
        typed.current = {
          text: (now - typed.current.at > 700 ? '' : typed.current.text) + event.key.toLowerCase(),
          at: now,
        }
        const wanted = typed.current.text
        const from = wanted.length === 1 ? active + 1 : active
        for (let i = 0; i < rows.length; i += 1) {
          const candidate = rows[(from + i) % rows.length]
          if (candidate !== undefined && labelOf(candidate).toLowerCase().startsWith(wanted)) {
            activate(candidate)
            break
          }
        }
      }
    }
    event.preventDefault()
  }

  const first = Math.max(0, Math.floor(view.top / height) - spare)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / height) + spare)
  const chosen = new Set(selection)
  return (
    <section className={css.outline} aria-label={t('outline.label')}>
      <div className={css.filter}>
        <Search size={14} aria-hidden />
        <input
          type="text"
          value={filter}
          onChange={event => setFilter(event.target.value)}
          placeholder={t('outline.filter')}
          aria-label={t('outline.filter')}
          title={t('find.help')}
          data-find
          spellCheck={false}
          onKeyDown={event => {
            if (event.key === 'Escape') setFilter('')
            if (event.key === 'ArrowDown') tree.current?.focus()
          }}
        />
        {found !== null && (
          <button
            type="button"
            aria-pressed={onlyFound}
            onClick={() => setView({ onlyFound: !onlyFound })}
            aria-label={t('find.only')}
            title={t('find.only')}
          >
            {onlyFound ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          </button>
        )}
        {filter !== '' && (
          <button type="button" onClick={() => setFilter('')} aria-label={t('clear')}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      <div
        ref={tree}
        className={css.tree}
        role="tree"
        aria-label={t('outline.tree')}
        tabIndex={0}
        aria-activedescendant={rows.length > 0 && activeKey !== null ? `outline-${rows[active]?.key}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.length * height, position: 'relative' }} role="presentation">
          {rows.slice(first, last).map((row, i) => {
            const index = first + i
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys for its rows
              <div
                key={row.key}
                id={`outline-${row.key}`}
                role="treeitem"
                tabIndex={-1}
                aria-level={row.level}
                aria-selected={chosen.has(row.key)}
                {...(row.type !== 'resource' && { 'aria-expanded': isOpen(row) })}
                className={classes(css.row, index === active && activeKey !== null && css.active)}
                data-level={row.level}
                data-state={row.type === 'resource' ? row.entry.state : undefined}
                style={{ top: index * height }}
                onClick={event => {
                  if (row.type !== 'resource') {
                    setActiveKey(row.key)
                    setOpen(row, !isOpen(row))
                  } else if (event.ctrlKey || event.metaKey) {
                    setActiveKey(row.key)
                    select(chosen.has(row.key) ? selection.filter(id => id !== row.key) : [...selection, row.key])
                  } else activate(row)
                }}
                onDoubleClick={() => activate(row, true)}
              >
                {row.type === 'resource' ? (
                  <>
                    <span className={css.icon} data-role={roleOfKind(row.entry.kind)}>
                      <KindIcon kind={row.entry.kind} size={14} />
                    </span>
                    <span className={css.name}>{labelOf(row) === '' ? placeOf(row.entry, files) : labelOf(row)}</span>
                    {row.entry.state !== 'live' && row.entry.state !== 'unknown' && row.entry.state !== 'empty' && (
                      <span className={css.state}>{t(`state.${row.entry.state}`)}</span>
                    )}
                    {row.errors + row.warnings > 0 && (
                      <span className={css.problems} data-severity={row.errors > 0 ? 'error' : 'warning'}>
                        {row.errors > 0 ? <CircleX size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
                        {row.errors + row.warnings}
                        <span className="visually-hidden">{t('outline.problems')}</span>
                      </span>
                    )}
                  </>
                ) : (
                  <>
                    {isOpen(row) ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
                    {row.type === 'namespace' && <FolderTree size={14} aria-hidden className={css.icon} />}
                    <span className={css.name}>
                      {row.name === '' ? t(row.type === 'namespace' ? 'canvas.cluster' : 'outline.unread') : row.name}
                    </span>
                    <span className={css.count}>{row.count}</span>
                  </>
                )}
              </div>
            )
          })}
        </div>
        {rows.length === 0 && (
          <p className={css.none}>
            {t(filter !== '' ? 'outline.nothing' : files.length === 0 ? 'outline.empty' : 'outline.noResources')}
          </p>
        )}
      </div>
    </section>
  )
}

/** What has no name is told by its file, and by its place there. */
function placeOf({ file, order }: OutlineEntry, files: readonly ProjectFile[]): string {
  const name = files.find(each => each.id === file)?.name ?? ''
  return order === 0 ? name : `${name} · ${order + 1}`
}

const labelOf = (row: OutlineRow): string => (row.type === 'resource' ? row.entry.name : row.name)
