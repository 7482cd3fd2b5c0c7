/** Small settings that must be known before the first paint; everything larger is in IndexedDB. */
const prefix = 'portolan.'

export function readSetting<T extends string>(name: string, allowed: readonly T[]): T | null {
  const text = readText(name)
  return allowed.find(value => value === text) ?? null
}

export function readText(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null // Storage may be forbidden; the page works without.
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // As above.
  }
}
