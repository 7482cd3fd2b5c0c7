import type { Fact, Facts } from './fact.ts'
import type { Words } from './words.ts'

export type Language = 'en' | 'ko'

export interface Formatter {
  /** The sentence of a code; the code itself where no room declares it. */
  sentence(code: string, facts: Facts): string
  fact(fact: Fact): string
}

/** Turns codes and facts into sentences of one language. */
export function createFormatter(words: Words, language: Language): Formatter {
  const fact = (f: Fact): string => showFact(f)
  return {
    fact,
    sentence(code, facts) {
      const wording = Object.hasOwn(words, code) ? words[code] : undefined
      if (wording === undefined) return code
      return wording[language].replace(
        /\{(\w+)(?:\|([^}/]*)\/([^}]*))?\}/g,
        (_, name: string, afterConsonant?: string, afterVowel?: string) => {
          const given = Object.hasOwn(facts, name) ? facts[name] : undefined
          const text = given === undefined ? '?' : fact(given)
          if (afterConsonant === undefined || afterVowel === undefined) return text
          if (language === 'en') return text + (text === '1' ? afterConsonant : afterVowel)
          return text + (endsInConsonant(text, afterConsonant === '으로') ? afterConsonant : afterVowel)
        },
      )
    },
  }
}

/** A list names a kind once for the resources of that kind in a row. */
function isOfKindBefore(items: readonly Fact[], index: number): boolean {
  const item = items[index]
  const before = items[index - 1]
  return item?.is === 'resource' && before?.is === 'resource' && item.kind === before.kind
}

function placeOf(fact: Extract<Fact, { is: 'resource' }>): string {
  return fact.namespace === '' ? fact.name : `${fact.namespace}/${fact.name}`
}

function showFact(fact: Fact): string {
  switch (fact.is) {
    case 'resource':
      return `${fact.kind} ${placeOf(fact)}`
    case 'percent':
      return `${Math.round(fact.value * 100) / 100} %`
    case 'milliseconds':
      return fact.value % 1000 === 0 ? `${fact.value / 1000} s` : `${fact.value} ms`
    case 'list':
      return fact.items
        .map((item, index) =>
          item.is === 'resource' && isOfKindBefore(fact.items, index) ? placeOf(item) : showFact(item),
        )
        .join(', ')
    default:
      return String(fact.value)
  }
}

const digitsEndingInConsonant = new Set(['0', '1', '3', '6', '7', '8'])
const lettersEndingInConsonant = new Set(['l', 'm', 'n', 'b', 'k', 'p', 't', 'c', 'd', 'g'])

/** Whether the text ends in a consonant when read aloud in Korean; ㄹ does not count before 으로. */
function endsInConsonant(text: string, rieulIsOpen: boolean): boolean {
  const last = text
    .replace(/[\s"'`)\]}.]+$/u, '')
    .slice(-1)
    .toLowerCase()
  const point = last.codePointAt(0) ?? 0
  if (point >= 0xac00 && point <= 0xd7a3) {
    const final = (point - 0xac00) % 28
    return final !== 0 && !(rieulIsOpen && final === 8)
  }
  if (last >= '0' && last <= '9')
    return digitsEndingInConsonant.has(last) && !(rieulIsOpen && (last === '1' || last === '7' || last === '8'))
  return lettersEndingInConsonant.has(last) && !(rieulIsOpen && last === 'l')
}
