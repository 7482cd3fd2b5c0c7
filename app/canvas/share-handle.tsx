import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { tuneAt } from '../store/tuning.ts'
import { useText } from '../ui/text.ts'
import { perform } from '../worker/gestures.ts'
import css from './traffic-edge.module.css'

interface ShareHandleProps {
  /** The edge whose backend has the share. */
  readonly edge: string
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
  const [wanted, setWanted] = useState<number | null>(null)
  const start = useRef<{ readonly x: number; readonly percent: number } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  // What was written has arrived.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says something new
  useEffect(() => setWanted(null), [percent])
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])

  const write = (value: number): void => {
    if (value === Math.round(percent)) setWanted(null)
    else void perform({ kind: 'weigh', edge, percent: value }).then(done => !done && setWanted(null))
  }
  const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, percent }
    event.stopPropagation()
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current === null) return
    const moved = event.clientX - start.current.x
    if (wanted !== null || Math.abs(moved) > 3) setWanted(within(start.current.percent + moved / pixelsAPercent))
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
      tuneAt(edge, 'weight', event.currentTarget)
    }
    if (event.key === 'Escape') {
      start.current = null
      clearTimeout(timer.current ?? undefined)
      setWanted(null)
    }
    if (value === null) return
    event.preventDefault()
    event.stopPropagation()
    setWanted(value)
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
        start.current = null
      }}
      onKeyDown={onKeyDown}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => tuneAt(edge, 'weight', event.currentTarget)}
    >
      {children(wanted)}
      <title>{t('share.hint')}</title>
    </g>
  )
}
