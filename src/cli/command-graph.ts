import { parseArgs } from 'node:util'
import type { TopologyEdge, TopologyNode } from '../topology/index.ts'
import { InputError, readManifests } from './input.ts'
import { openProject, readAssumptions } from './project.ts'

/** `portolan graph`: the topology as Mermaid, DOT or JSON. */
export function commandGraph(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, json: { type: 'boolean' }, assume: { type: 'string' } },
  })
  const format = values.json === true ? 'json' : (values.format ?? 'mermaid')
  const write = Object.hasOwn(writers, format) ? writers[format] : undefined
  if (positionals.length === 0 || write === undefined)
    throw new InputError('usage: portolan graph MANIFEST… [--format mermaid|dot|json]')
  const { derivations } = openProject(readManifests(positionals), readAssumptions(values.assume))
  process.stdout.write(write([...derivations.nodes()], [...derivations.edges()]))
  return 0
}

type Writer = (nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]) => string

const writers: Readonly<Record<string, Writer>> = {
  mermaid: writeMermaid,
  dot: writeDot,
  json: (nodes, edges) => `${JSON.stringify({ nodes, edges }, null, 2)}\n`,
}

function byNamespace(nodes: readonly TopologyNode[]): Map<string, TopologyNode[]> {
  const groups = new Map<string, TopologyNode[]>()
  for (const node of nodes) groups.set(node.namespace, [...(groups.get(node.namespace) ?? []), node])
  return groups
}

function titleOf(node: TopologyNode): string {
  return node.kind === 'Outside' ? 'internet' : `${node.kind} ${node.name}`
}

function writeMermaid(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): string {
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]))
  const lines = ['flowchart LR']
  const quote = (text: string): string => `"${text.replace(/"/g, '#quot;')}"`
  for (const [namespace, members] of byNamespace(nodes)) {
    if (namespace !== '') lines.push(`  subgraph ns_${namespace.replace(/[^a-z0-9]/g, '_')}[${quote(namespace)}]`)
    for (const node of members) lines.push(`    ${ids.get(node.id)}[${quote(titleOf(node))}]`)
    if (namespace !== '') lines.push('  end')
  }
  for (const edge of edges) {
    const arrow = edge.state === 'live' ? '-->' : '-.->'
    lines.push(
      `  ${ids.get(edge.from)} ${arrow}${edge.label === '' ? '' : `|${quote(edge.label)}|`} ${ids.get(edge.to)}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function writeDot(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): string {
  const quote = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
  const lines = ['digraph portolan {', '  rankdir=LR', '  node [shape=box]']
  let cluster = 0
  for (const [namespace, members] of byNamespace(nodes)) {
    if (namespace !== '') lines.push(`  subgraph cluster_${cluster++} {`, `    label=${quote(namespace)}`)
    for (const node of members) lines.push(`    ${quote(node.id)} [label=${quote(titleOf(node))}]`)
    if (namespace !== '') lines.push('  }')
  }
  for (const edge of edges)
    lines.push(
      `  ${quote(edge.from)} -> ${quote(edge.to)} [label=${quote(edge.label)}${edge.state === 'live' ? '' : ', style=dashed'}]`,
    )
  return `${lines.join('\n')}\n}\n`
}
