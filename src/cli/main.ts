import { commandDiff } from './command-diff.ts'
import { commandGraph } from './command-graph.ts'
import { commandLint } from './command-lint.ts'
import { commandReach } from './command-reach.ts'
import { commandStatus } from './command-status.ts'
import { commandTest } from './command-test.ts'
import { commandTrace } from './command-trace.ts'
import { InputError } from './input.ts'

const commands: Readonly<Record<string, { readonly run: (args: readonly string[]) => number; readonly does: string }>> =
  {
    trace: {
      run: commandTrace,
      does: "MANIFEST… --request 'GET https://shop.example.com/cart': where a request goes, and why",
    },
    test: { run: commandTest, does: 'CASE.yaml|FOLDER…: runs traffic tests' },
    reach: {
      run: commandReach,
      does: 'MANIFEST… [--explain A B PORT | --exposure] [--format table|json|csv|dot|mermaid]: who can talk to whom',
    },
    diff: { run: commandDiff, does: 'OLD NEW: connections that are open on other ports than before' },
    lint: { run: commandLint, does: 'MANIFEST…: problems, with codes and places' },
    status: { run: commandStatus, does: 'MANIFEST…: the conditions that controllers of Gateway API would write' },
    graph: { run: commandGraph, does: 'MANIFEST… [--format mermaid|dot|json]: the topology' },
  }

const usage = `portolan COMMAND …

${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(6)} ${does}`)
  .join('\n')}

MANIFEST is a file, a folder or -. All take --json and --assume FILE where it applies.
Exit 0: fine; 1: findings, failed expectations, differences or nothing delivered; 2: wrong usage or unreadable input.
`

// Whoever reads may have seen enough (`portolan status … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(process.exitCode ?? 0)
})

function main(args: readonly string[]): number {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    process.stderr.write(`portolan: no command ${name}\n\n${usage}`)
    return 2
  }
  try {
    return command.run(rest)
  } catch (error) {
    if (!(error instanceof InputError) && !isUsageError(error)) throw error
    process.stderr.write(`portolan: ${(error as Error).message}\n`)
    return 2
  }
}

function isUsageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

process.exitCode = main(process.argv.slice(2))
