import { useMemo } from 'react'
import { createFormatter, type Formatter, type Words } from '../../src/report/index.ts'
import { type Language, useView } from '../store/view.ts'

const engineWords: Words = {}

const formatters: Readonly<Record<Language, Formatter>> = {
  en: createFormatter(engineWords, 'en'),
  ko: createFormatter(engineWords, 'ko'),
}

/** Turns the engine's codes and facts into sentences of the language chosen. */
export function useSentences(): Formatter {
  const language = useView(view => view.language)
  return useMemo(() => formatters[language], [language])
}

export const sentences = (): Formatter => formatters[useView.getState().language]
