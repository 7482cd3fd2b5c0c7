import { round } from './measure.ts'
import type { Report, Table } from './scenario.ts'

/** A report as lines for a terminal. */
export function linesOf(report: Report): string[] {
  const lines = [`── ${report.scenario}`]
  for (const table of report.tables) lines.push('', table.title, ...tableLines(table))
  lines.push('')
  for (const { what, ratio, aim, met } of report.aims)
    lines.push(`${met ? 'met   ' : 'missed'}  ${what}: ${round(ratio)} (aim ${aim})`)
  for (const { what, equal, difference } of report.checks)
    lines.push(
      `${equal ? 'equal ' : 'DIFFER'}  ${what}${equal || difference === undefined ? '' : `\n        ${difference}`}`,
    )
  return lines
}

function tableLines({ columns, rows }: Table): string[] {
  const cells = [columns, ...rows.map(row => row.map(cell => (typeof cell === 'number' ? String(round(cell)) : cell)))]
  const widths = columns.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)))
  return cells.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
