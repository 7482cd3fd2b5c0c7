import { createFormatter, type Formatter } from '../report/index.ts'
import { words } from '../words.ts'

/** Sentences for the terminal. */
export const speak: Formatter = createFormatter(words, 'en')
