import { parseArgs } from 'node:util'
import type { Severity } from '../report/index.ts'
import { LineIndex } from '../text/index.ts'
import { createWorkspace, type LocatedProblem, type OpenFile } from '../workspace/index.ts'
import { InputError, readManifests } from './input.ts'
import { istioctlCode, istioctlProblems, openForIstioctl } from './istioctl.ts'
import { speak } from './words.ts'

/** `portolan lint`: problems with their places. Exit 1 when there is an error or a warning. */
export function commandLint(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, istioctl: { type: 'boolean' } },
  })
  if (positionals.length === 0) throw new InputError('usage: portolan lint MANIFEST… [--istioctl] [--json]')
  const files = readManifests(positionals)
  const found = values.istioctl === true ? asIstioctl(files) : inProject(files)
  const lines = new Map(files.map(file => [file.id, { name: file.name, index: new LineIndex(file.text) }]))
  const rows = found
    .map(({ problem, file, range }) => {
      const { name, index } = lines.get(file)!
      return {
        file: name,
        ...index.placeAt(range.from),
        severity: problem.severity,
        code: values.istioctl === true || problem.code.startsWith('IST') ? istioctlCode(problem) : problem.code,
        message: speak.sentence(problem.code, problem.facts),
      }
    })
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
  if (values.json === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else {
    for (const row of rows)
      process.stdout.write(`${row.file}:${row.line}:${row.column}: ${row.severity}: ${row.message} [${row.code}]\n`)
    const count = (severity: Severity): number => rows.filter(row => row.severity === severity).length
    process.stdout.write(`${count('error')} errors, ${count('warning')} warnings\n`)
  }
  return rows.some(row => row.severity !== 'info') ? 1 : 0
}

type Found = Pick<LocatedProblem, 'problem' | 'file' | 'range'>

/** What the page shows. */
function inProject(files: readonly OpenFile[]): Found[] {
  const found: Found[] = []
  const workspace = createWorkspace(message => {
    if (message.kind === 'delta') found.push(...message.problems.set.flatMap(item => item.problems))
    if (message.kind === 'broken') throw new Error(message.message)
  })
  workspace.receive({ kind: 'open', revision: 1, files, assume: '' })
  return found
}

/** What `istioctl analyze --use-kube=false` says, which takes the manifests for the whole cluster. */
function asIstioctl(files: readonly OpenFile[]): Found[] {
  const project = openForIstioctl(files)
  return project.documents().flatMap(doc =>
    istioctlProblems(project, doc, 'all').flatMap(problem => {
      const at = project.locate(problem.at)
      return at === null ? [] : [{ problem, ...at }]
    }),
  )
}
