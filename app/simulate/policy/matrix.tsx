import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { GridCell } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { useText } from '../../ui/text.ts'
import { ask } from '../../worker/client.ts'
import css from './matrix.module.css'
import type { MatrixItem } from './matrix-items.ts'

const rowHeight = 24
const columnWidth = 30
const headWidth = 210
const headHeight = 116
/** Rows and columns drawn beyond the window. */
const margin = 6

export interface MatrixPair {
  readonly from: MatrixItem
  readonly to: MatrixItem
  readonly cell: GridCell | null
}

interface MatrixProps {
  readonly rows: readonly MatrixItem[]
  readonly columns: readonly MatrixItem[]
  readonly onFold: (namespace: string) => void
  readonly onPair: (pair: MatrixPair) => void
  /** A click or Enter: where the rule that decides stands. */
  readonly onChoose: (pair: MatrixPair) => void
}

interface Window {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

/** Rows that may reach columns. Only what is in view is drawn, and asked for. */
export function Matrix({ rows, columns, onFold, onPair, onChoose }: MatrixProps) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const revision = useGraph(graph => graph.revision)
  const [view, setView] = useState<Window>({ top: 0, left: 0, height: 300, width: 900 })
  const [cells, setCells] = useState<ReadonlyMap<string, GridCell>>(new Map())
  const [focus, setFocus] = useState<{ readonly row: number; readonly column: number } | null>(null)

  const measure = useCallback(() => {
    const element = box.current
    if (element === null) return
    setView({
      top: element.scrollTop,
      left: element.scrollLeft,
      height: element.clientHeight,
      width: element.clientWidth,
    })
  }, [])
  useLayoutEffect(() => {
    measure()
    const observer = new ResizeObserver(measure)
    if (box.current !== null) observer.observe(box.current)
    return () => observer.disconnect()
  }, [measure])

  const top = Math.ceil(view.top / rowHeight)
  const first = Math.max(0, Math.floor(view.top / rowHeight) - margin)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + margin)
  const left = Math.max(0, Math.floor(view.left / columnWidth) - margin)
  const right = Math.min(columns.length, Math.ceil((view.left + view.width) / columnWidth) + margin)
  const shownRows = useMemo(() => rows.slice(first, last), [rows, first, last])
  const shownColumns = useMemo(() => columns.slice(left, right), [columns, left, right])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    let current = true
    void ask({
      kind: 'reachGrid',
      rows: shownRows.map(({ ref }) => ref),
      columns: shownColumns.map(({ ref }) => ref),
    }).then(reply => {
      if (!current || reply.kind !== 'reachGrid') return
      const next = new Map<string, GridCell>()
      reply.cells.forEach((line, r) => {
        line.forEach((cell, c) => {
          next.set(`${shownRows[r]!.key} ${shownColumns[c]!.key}`, cell)
        })
      })
      setCells(next)
    })
    return () => {
      current = false
    }
  }, [shownRows, shownColumns, revision])

  const pairAt = (row: number, column: number): MatrixPair | null => {
    const from = rows[row]
    const to = columns[column]
    if (from === undefined || to === undefined) return null
    return { from, to, cell: cells.get(`${from.key} ${to.key}`) ?? null }
  }
  const point = (row: number, column: number): void => {
    const pair = pairAt(row, column)
    if (pair === null) return
    setFocus({ row, column })
    onPair(pair)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = focus ?? { row: 0, column: -1 }
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const row = Math.min(rows.length - 1, Math.max(0, at.row + step[0]!))
      const column = Math.min(columns.length - 1, Math.max(0, at.column + step[1]!))
      const element = box.current
      if (element !== null) {
        const y = row * rowHeight
        const x = column * columnWidth
        if (y < element.scrollTop) element.scrollTop = y
        else if (y + rowHeight > element.scrollTop + element.clientHeight - headHeight)
          element.scrollTop = y + rowHeight - element.clientHeight + headHeight
        if (x < element.scrollLeft) element.scrollLeft = x
        else if (x + columnWidth > element.scrollLeft + element.clientWidth - headWidth)
          element.scrollLeft = x + columnWidth - element.clientWidth + headWidth
      }
      point(row, column)
      return
    }
    if ((event.key === 'Enter' || event.key === ' ') && focus !== null) {
      event.preventDefault()
      const pair = pairAt(focus.row, focus.column)
      if (pair !== null) onChoose(pair)
    }
  }
  const say = ({ from, to, cell }: MatrixPair): string => {
    if (from.key === to.key && !from.isFolded) return t('reach.self', { from: from.name })
    if (cell === null) return `${from.name} ${to.name}`
    return from.isFolded || to.isFolded
      ? t('reach.folded', { from: from.name, to: to.name, open: cell.open, pairs: cell.pairs })
      : t('reach.cell', { from: from.name, to: to.name, ports: portsOf(cell, t) })
  }
  const active = focus === null ? null : pairAt(focus.row, focus.column)
  const pairUnder = (target: EventTarget): { readonly row: number; readonly column: number } | null => {
    const cell = (target as Element).closest('td')
    return cell?.dataset.row === undefined
      ? null
      : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) }
  }
  return (
    <div ref={box} className={css.box} onScroll={measure}>
      <table
        className={css.sheet}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the keys is a grid
        role="grid"
        aria-label={t('reach.matrix')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={active === null ? undefined : idOf(active)}
        tabIndex={0}
        style={{ width: headWidth + columns.length * columnWidth, height: headHeight + rows.length * rowHeight }}
        onKeyDown={onKeyDown}
        onPointerOver={event => {
          const under = pairUnder(event.target)
          if (under !== null) point(under.row, under.column)
        }}
        onClick={event => {
          const under = pairUnder(event.target)
          const pair = under === null ? null : pairAt(under.row, under.column)
          if (pair !== null) onChoose(pair)
        }}
      >
        <thead className={css.heads} style={{ height: headHeight }}>
          <tr aria-rowindex={1}>
            <th className={css.corner} aria-colindex={1} style={{ width: headWidth, height: headHeight }}>
              <span>{t('reach.to')} →</span>
              <span>{t('reach.from')} ↓</span>
            </th>
            {shownColumns.map((item, i) => (
              <th
                key={item.key}
                scope="col"
                aria-colindex={left + i + 2}
                className={css.columnHead}
                data-first={item.isFirst || undefined}
                data-focus={focus?.column === left + i || undefined}
                style={{ left: headWidth + (left + i) * columnWidth, width: columnWidth, height: headHeight }}
                title={`${item.namespace}/${item.name}`}
              >
                <Title item={item} onFold={onFold} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownRows.map((row, r) => (
            <tr
              key={row.key}
              aria-rowindex={first + r + 2}
              className={css.row}
              data-first={row.isFirst || undefined}
              style={{ top: headHeight + (first + r) * rowHeight, height: rowHeight }}
            >
              <th
                scope="row"
                aria-colindex={1}
                className={css.rowHead}
                data-focus={focus?.row === first + r || undefined}
                style={{ width: headWidth }}
                title={`${row.namespace}/${row.name}`}
              >
                <Title item={row} onFold={onFold} isTop={first + r === top} />
              </th>
              {shownColumns.map((column, c) => {
                const pair: MatrixPair = { from: row, to: column, cell: cells.get(`${row.key} ${column.key}`) ?? null }
                const isSelf = row.key === column.key && !row.isFolded
                return (
                  <td
                    key={column.key}
                    id={idOf(pair)}
                    aria-colindex={left + c + 2}
                    aria-label={say(pair)}
                    className={css.cell}
                    data-row={first + r}
                    data-column={left + c}
                    data-state={isSelf ? 'self' : (pair.cell?.state ?? 'asked')}
                    data-focus={(focus?.row === first + r && focus.column === left + c) || undefined}
                    style={{ left: headWidth + (left + c) * columnWidth, width: columnWidth }}
                  >
                    {isSelf || pair.cell === null ? '' : markOf(pair.cell, row.isFolded || column.isFolded)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function idOf({ from, to }: MatrixPair): string {
  return `pair-${from.key}-${to.key}`.replaceAll(' ', '')
}

interface TitleProps {
  readonly item: MatrixItem
  readonly onFold: (namespace: string) => void
  /** The first in view says its namespace, whose own first row is out of it. */
  readonly isTop?: boolean
}

function Title({ item, onFold, isTop = false }: TitleProps) {
  const t = useText()
  return (
    <>
      {item.isFirst && (
        <button
          type="button"
          className={css.fold}
          tabIndex={-1}
          aria-label={t(item.isFolded ? 'reach.unfold' : 'reach.fold', { name: item.namespace })}
          onClick={() => onFold(item.namespace)}
        >
          {item.isFolded ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
        </button>
      )}
      <span className={css.title} data-folded={item.isFolded || undefined}>
        {item.name}
        {!item.isFolded && (item.isFirst || isTop) && <small>{item.namespace}</small>}
      </span>
    </>
  )
}

/** A sign for each state, so that colour is not alone. */
function markOf(cell: GridCell, isFolded: boolean): string {
  if (isFolded) {
    if (cell.pairs === 0) return ''
    if (cell.open > 0 && cell.open < cell.pairs) return shareOf(cell.open, cell.pairs)
  }
  return { open: '●', part: '◐', shut: '×', unknown: '?' }[cell.state]
}

/** Per cent, never rounded to none or all. */
function shareOf(open: number, pairs: number): string {
  return String(Math.min(99, Math.max(1, Math.round((open / pairs) * 100))))
}

export function portsOf(
  cell: { readonly state: GridCell['state']; readonly ports: string },
  t: ReturnType<typeof useText>,
): string {
  return cell.state === 'part' || (cell.state === 'unknown' && cell.ports !== 'No Connections')
    ? cell.ports
    : t(`reach.${cell.state}`)
}
