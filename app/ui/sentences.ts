import { useMemo } from 'react'
import { createFormatter, type Formatter, words } from '../../src/page.ts'
import { type Language, useView } from '../store/view.ts'

const formatters: Readonly<Record<Language, Formatter>> = {
  en: createFormatter(words, 'en'),
  ko: createFormatter(words, 'ko'),
}

/** Turns the engine's codes and facts into sentences of the language chosen. */
export function useSentences(): Formatter {
  const language = useView(view => view.language)
  return useMemo(() => formatters[language], [language])
}

export const sentences = (): Formatter => formatters[useView.getState().language]
