import { useMemo } from 'react'
import { createFormatter } from '../../src/page.ts'
import type { Facts } from '../store/contracts.ts'
import { type Language, useView } from '../store/view.ts'
import { useSentences } from './sentences.ts'
import { type WordKey, words } from './words.ts'

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const formatters = { en: createFormatter(words, 'en'), ko: createFormatter(words, 'ko') }

const facts = (values: Readonly<Record<string, string | number>>): Facts =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { is: 'text' as const, value: String(value) }]),
  )

const noFacts: Facts = {}

export const sayIn =
  (language: Language): Say =>
  (key, values) =>
    formatters[language].sentence(key, values === undefined ? noFacts : facts(values))

/** The page's own words in the language chosen. */
export function useText(): Say {
  const language = useView(view => view.language)
  return useMemo(() => sayIn(language), [language])
}

/** The label of a change: the page's own word, or the engine's sentence. */
export function useLabel(): (code: string, facts: Facts) => string {
  const language = useView(view => view.language)
  const sentences = useSentences()
  return useMemo(
    () => (code, facts) => (Object.hasOwn(words, code) ? formatters[language] : sentences).sentence(code, facts),
    [language, sentences],
  )
}

/** For code outside components (toasts of an answer that came late). */
export const say: Say = (key, values) => sayIn(useView.getState().language)(key, values)
