import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react'
import type { TopologyEdge } from '../store/contracts.ts'
import { tuneAt } from '../store/tuning.ts'
import { notWeighing, shareBeside, useWeighing, type Weighing } from '../store/weighing.ts'
import { useText } from '../ui/text.ts'
import { useStable } from '../ui/use-stable.ts'
import { perform, planOf } from '../worker/gestures.ts'
import css from './traffic-edge.module.css'

interface ShareHandleProps {
  /** The edge whose backend has the share. */
  readonly edge: TopologyEdge
  /** What it leads to, for who does not see it. */
  readonly to: string
  /** As it is written, in percent. */
  readonly percent: number
  /** Draws the label with a percentage in it. */
  readonly children: (percent: number | null) => ReactNode
}

/** Pixels that the pointer moves for one percent. */
const pixelsAPercent = 2
const settleMs = 500

const within = (percent: number): number => Math.max(0, Math.min(100, Math.round(percent)))

/** A share of traffic on its line: dragged sideways or stepped with the arrow keys; what is let go is one edit of the weights. */
export function ShareHandle({ edge, to, percent, children }: ShareHandleProps) {
  const t = useText()
  const wanted = useWeighing(state => (state.edge?.id === edge.id ? state.percent : null))
  const beside = useWeighing(state => shareBeside(state, edge, percent))
  const start = useRef<{ readonly x: number; readonly percent: number } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const stop = useStable((): void => {
    if (useWeighing.getState().edge?.id === edge.id) useWeighing.setState(notWeighing)
  })
  // What was written has arrived.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says something new
  useEffect(stop, [percent])
  useEffect(
    () => () => {
      clearTimeout(timer.current ?? undefined)
      stop()
    },
    [stop],
  )

  const want = (value: number, pointer: Weighing['pointer']): void => {
    const before = useWeighing.getState()
    useWeighing.setState({ edge, was: percent, percent: value, pointer })
    if (before.edge?.id === edge.id && before.percent === value) return
    void planOf({ kind: 'weigh', edge: edge.id, percent: value }).then(preview => {
      const now = useWeighing.getState()
      if (now.edge?.id === edge.id && now.percent === value) useWeighing.setState({ preview })
    })
  }
  const write = (value: number): void => {
    useWeighing.setState({ pointer: null })
    if (value === Math.round(percent)) stop()
    else void perform({ kind: 'weigh', edge: edge.id, percent: value }).then(done => !done && stop())
  }
  const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
    if (event.button !== 0) return
    clearTimeout(timer.current ?? undefined)
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, percent }
    event.stopPropagation()
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current === null) return
    const moved = event.clientX - start.current.x
    if (wanted !== null || Math.abs(moved) > 3)
      want(within(start.current.percent + moved / pixelsAPercent), { x: event.clientX, y: event.clientY })
  }
  const onPointerUp = (): void => {
    start.current = null
    if (wanted !== null) write(wanted)
  }
  const onKeyDown = (event: KeyboardEvent<SVGGElement>): void => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    const value =
      by !== undefined ? within((wanted ?? percent) + by) : event.key === 'Home' ? 0 : event.key === 'End' ? 100 : null
    if (event.key === 'Enter') {
      event.preventDefault()
      event.stopPropagation()
      tuneAt(edge.id, 'weight', event.currentTarget)
    }
    if (event.key === 'Escape') {
      start.current = null
      clearTimeout(timer.current ?? undefined)
      stop()
    }
    if (value === null) return
    event.preventDefault()
    event.stopPropagation()
    want(value, null)
    // Steps in quick succession are one edit.
    clearTimeout(timer.current ?? undefined)
    timer.current = setTimeout(() => write(value), settleMs)
  }
  return (
    <g
      role="slider"
      tabIndex={0}
      className={`nopan nodrag ${css.share}`}
      aria-label={t('share.label', { name: to })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(wanted ?? percent)}
      aria-valuetext={`${Math.round(wanted ?? percent)} %`}
      data-dragging={wanted !== null || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onLostPointerCapture={() => {
        // Lost before it was let go: the system took the pointer away.
        if (start.current !== null) stop()
        start.current = null
      }}
      onKeyDown={onKeyDown}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => tuneAt(edge.id, 'weight', event.currentTarget)}
    >
      {children(wanted ?? beside)}
      <title>{t('share.hint')}</title>
    </g>
  )
}
