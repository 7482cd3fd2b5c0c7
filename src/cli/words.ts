import { createFormatter, type Formatter } from '../report/index.ts'
import { words } from '../words.ts'

/** Sentences for the terminal. */
export const speak: Formatter = createFormatter(words, 'en')

/** What stands before a step. */
export const marks = { yes: '✓', no: '✗', unknown: '?', assumed: '~' } as const
