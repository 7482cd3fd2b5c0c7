import { makeStep, type Step } from '../../report/index.ts'
import { differenceWords } from './words.ts'

/** Notes for an answer whose controller has no profile. */
export function differenceNotes(): Step[] {
  return Object.keys(differenceWords).map(code => makeStep(code, {}, { verdict: 'unknown' }))
}
