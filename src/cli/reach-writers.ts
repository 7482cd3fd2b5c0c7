import type { Connections } from './connections.ts'

type Writer = (connections: Connections) => string

/** How `reach` writes what is open, by the name of the format. */
export const reachWriters: Readonly<Record<string, Writer>> = {
  table: writeTable,
  json: ({ rows, pairs }) => `${JSON.stringify({ allowed: rows, pairs }, null, 2)}\n`,
  csv: writeCsv,
  dot: writeDot,
  mermaid: writeMermaid,
}

function writeTable({ rows, pairs }: Connections): string {
  const width = Math.max(4, ...rows.map(row => row.from.length))
  const toWidth = Math.max(2, ...rows.map(row => row.to.length))
  const lines = [`${'FROM'.padEnd(width)}  ${'TO'.padEnd(toWidth)}  PORTS`]
  for (const { from, to, ports, unknown } of rows)
    lines.push(
      `${from.padEnd(width)}  ${to.padEnd(toWidth)}  ${ports}${unknown === undefined ? '' : `  (unknown, by an address that is not in the manifests: ${unknown})`}`,
    )
  const between = rows.filter(({ from, to }) => from.includes('/') && to.includes('/')).length
  return `${lines.join('\n')}\n${between} of ${pairs} pairs can talk\n`
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is told to be text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

function writeCsv({ rows }: Connections): string {
  return (
    csvLine(['from', 'to', 'ports', 'unknown']) +
    rows.map(({ from, to, ports, unknown }) => csvLine([from, to, ports, unknown ?? ''])).join('')
  )
}

/** Ends of the rows in the order they come, with the namespace each is in; '' for addresses. */
function endsOf({ rows }: Connections): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const end of new Set(rows.flatMap(({ from, to }) => [from, to]))) {
    const namespace = end.includes('/') ? end.slice(0, end.indexOf('/')) : ''
    const members = groups.get(namespace)
    if (members === undefined) groups.set(namespace, [end])
    else members.push(end)
  }
  return groups
}

function writeDot(connections: Connections): string {
  const quote = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
  const lines = ['digraph reach {', '  rankdir=LR', '  node [shape=box]']
  let cluster = 0
  for (const [namespace, ends] of endsOf(connections)) {
    if (namespace !== '') lines.push(`  subgraph cluster_${cluster++} {`, `    label=${quote(namespace)}`)
    for (const end of ends)
      lines.push(`    ${quote(end)} [label=${quote(end.slice(namespace === '' ? 0 : namespace.length + 1))}]`)
    if (namespace !== '') lines.push('  }')
  }
  for (const { from, to, ports, unknown } of connections.rows)
    lines.push(
      `  ${quote(from)} -> ${quote(to)} [label=${quote(unknown === undefined ? ports : `${ports}; ? ${unknown}`)}${unknown === undefined ? '' : ', style=dashed'}]`,
    )
  return `${lines.join('\n')}\n}\n`
}

function writeMermaid(connections: Connections): string {
  const quote = (text: string): string => `"${text.replace(/"/g, '#quot;')}"`
  const lines = ['flowchart LR']
  const ids = new Map<string, string>()
  let group = 0
  for (const [namespace, ends] of endsOf(connections)) {
    if (namespace !== '') lines.push(`  subgraph g${group++}[${quote(namespace)}]`)
    for (const end of ends) {
      ids.set(end, `n${ids.size}`)
      lines.push(`    ${ids.get(end)}[${quote(end.slice(namespace === '' ? 0 : namespace.length + 1))}]`)
    }
    if (namespace !== '') lines.push('  end')
  }
  for (const { from, to, ports, unknown } of connections.rows)
    lines.push(`  ${ids.get(from)} ${unknown === undefined ? '-->' : '-.->'}|${quote(ports)}| ${ids.get(to)}`)
  return `${lines.join('\n')}\n`
}
