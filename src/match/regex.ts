import { RE2JS } from 're2js'

/** A regular expression of the RE2 dialect: linear time, whatever the input. */
export interface LinearRegex {
  readonly source: string
  /** Whether the whole text matches. */
  full(text: string): boolean
  /** The text with every match replaced; `\\1` in the replacement is the first group. */
  replaceAll(text: string, replacement: string): string
}

export type CompiledRegex =
  | { readonly ok: true; readonly regex: LinearRegex }
  | { readonly ok: false; readonly reason: string }

/** Longer sources are refused: a pattern may expand to a program of many times its length. */
const longestSource = 4096

const cache = new Map<string, CompiledRegex>()

/** Compiles once per source. Look-around, back references and repeats above 1000 are outside RE2 and refused by name. */
export function compileRegex(source: string): CompiledRegex {
  const known = cache.get(source)
  if (known !== undefined) return known
  if (cache.size > 5000) cache.clear()
  const made = compile(source)
  cache.set(source, made)
  return made
}

function compile(source: string): CompiledRegex {
  if (source.length > longestSource) return { ok: false, reason: `longer than ${longestSource} characters` }
  try {
    const program = RE2JS.compile(source)
    return {
      ok: true,
      regex: {
        source,
        full: text => program.matches(text),
        replaceAll: (text, replacement) => program.matcher(text).replaceAll(inItsWay(replacement)),
      },
    }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** `\\1` as `$1`, and a dollar that means itself. */
function inItsWay(replacement: string): string {
  return replacement.replace(/\\(\d)|\\\\|\$/g, (found, group?: string) =>
    group !== undefined ? `$${group}` : found === '$' ? '\\$' : '\\\\',
  )
}
