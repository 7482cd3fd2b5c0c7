import { useMemo } from 'react'
import { create } from 'zustand'
import { createFormatter, type Formatter } from '../../src/page.ts'
import type { Words } from '../store/contracts.ts'
import { type Language, useView } from '../store/view.ts'

const formattersOf = (words: Words): Readonly<Record<Language, Formatter>> => ({
  en: createFormatter(words, 'en'),
  ko: createFormatter(words, 'ko'),
})

/** The engine's words come beside the engine: nothing of what it says is shown before them. */
const useWords = create<Readonly<Record<Language, Formatter>>>()(() => formattersOf({}))

let loading: Promise<void> | null = null

export function loadSentences(): Promise<void> {
  loading ??= import('../../src/words.ts').then(({ words }) => useWords.setState(formattersOf(words)))
  return loading
}

/** Turns the engine's codes and facts into sentences of the language chosen. */
export function useSentences(): Formatter {
  const language = useView(view => view.language)
  const formatters = useWords()
  return useMemo(() => formatters[language], [formatters, language])
}

export const sentences = (): Formatter => useWords.getState()[useView.getState().language]
