/** Names that somebody may have meant: at most three, none further away than a third of its letters. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  return [...new Set(names)]
    .map(name => ({ name, far: distance(wanted, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(Math.max(name.length, wanted.length) / 3)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Whether one is so near the other that it is hardly a name of its own: two of eight letters, one of four. */
export function isMisspelt(name: string, other: string): boolean {
  const most = Math.min(2, Math.floor(Math.max(name.length, other.length) / 4))
  return name !== other && Math.abs(name.length - other.length) <= most && distance(name, other) <= most
}

/** Letters to put in, take out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1])))
    row = next
  }
  return row[b.length]!
}
