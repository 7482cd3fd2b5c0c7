import { csvLine } from './reach-writers.ts'

/** A connection that is open on other ports than before, as the command writes it. */
export interface ShownChange {
  readonly type: 'added' | 'removed' | 'changed'
  readonly from: string
  readonly to: string
  readonly before: string
  readonly after: string
  /** Whether one of its ends is not in both versions. */
  readonly workloadMoved: boolean
}

interface Changes {
  readonly shown: readonly ShownChange[]
  readonly gained: number
  readonly lost: number
}

/** How `diff` writes what has changed, by the name of the format. */
export const diffWriters: Readonly<Record<string, (changes: Changes) => string>> = {
  table: writeTable,
  json: ({ shown, gained, lost }) => `${JSON.stringify({ connections: shown, gained, lost }, null, 2)}\n`,
  csv: ({ shown }) =>
    csvLine(['type', 'from', 'to', 'before', 'after']) +
    shown.map(row => csvLine([row.type, row.from, row.to, row.before, row.after])).join(''),
  md: writeMarkdown,
  dot: writeDot,
  mermaid: writeMermaid,
}

const moved = '(a workload came or went)'

function total({ gained, lost }: Changes): string {
  return `${gained} connections gain ports, ${lost} lose some`
}

function writeTable(changes: Changes): string {
  const { shown } = changes
  const width = Math.max(4, ...shown.map(row => row.from.length))
  const toWidth = Math.max(2, ...shown.map(row => row.to.length))
  const lines = shown.map(
    row =>
      `${row.type.padEnd(7)}  ${row.from.padEnd(width)}  ${row.to.padEnd(toWidth)}  ${portsOf(row)}${row.workloadMoved ? `  ${moved}` : ''}`,
  )
  return [...lines, total(changes)].map(line => `${line}\n`).join('')
}

function portsOf({ before, after }: ShownChange): string {
  return `${before} → ${after}`
}

/** A table that a review shows; a bar would end a cell. */
function writeMarkdown(changes: Changes): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |\n`
  const rows = changes.shown.map(row =>
    line([row.type, row.from, row.to, row.before, row.after, row.workloadMoved ? moved : '']),
  )
  const head = line(['', 'from', 'to', 'before', 'after', ''])
  return rows.length === 0
    ? `${total(changes)}\n`
    : `${head}${line(['---', '---', '---', '---', '---', '---'])}${rows.join('')}\n${total(changes)}\n`
}

/** Lines are told by their kind of line and a word, so that nothing hangs on colour alone. */
const strokes = {
  added: ['solid', 'darkgreen'],
  removed: ['dashed', 'firebrick'],
  changed: ['bold', 'darkorange'],
} as const

function labelOf(row: ShownChange): string {
  return row.type === 'added'
    ? `added: ${row.after}`
    : row.type === 'removed'
      ? `removed: ${row.before}`
      : `changed: ${portsOf(row)}`
}

function writeDot({ shown }: Changes): string {
  const quote = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
  const lines = shown.map(row => {
    const [style, color] = strokes[row.type]
    return `  ${quote(row.from)} -> ${quote(row.to)} [label=${quote(labelOf(row))}, style=${style}, color=${color}, fontcolor=${color}]`
  })
  return ['digraph diff {', '  rankdir=LR', '  node [shape=box]', ...lines, '}'].map(line => `${line}\n`).join('')
}

const arrows = { added: '==>', removed: '-.->', changed: '-->' } as const

function writeMermaid({ shown }: Changes): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`
  const ids = new Map([...new Set(shown.flatMap(row => [row.from, row.to]))].map((end, index) => [end, `n${index}`]))
  const lines = [
    'flowchart LR',
    ...[...ids].map(([end, id]) => `  ${id}[${quote(end)}]`),
    ...shown.map(row => `  ${ids.get(row.from)} ${arrows[row.type]}|${quote(labelOf(row))}| ${ids.get(row.to)}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}
