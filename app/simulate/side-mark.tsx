import type { Side } from '../store/way.ts'
import css from './versus.module.css'

/** A letter for one of two requests, with the line that its way is drawn with. */
export function SideMark({ side }: { readonly side: Side }) {
  return (
    <span className={css.side} data-side={side} aria-hidden>
      <b>{side}</b>
      <svg viewBox="0 0 26 8" width={26} height={8} aria-hidden>
        <path d="M1 4H25" />
      </svg>
    </span>
  )
}
