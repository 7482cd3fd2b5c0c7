import type { TopologyEdge, TopologyNode } from '../../store/contracts.ts'

const shapes: Readonly<Record<TopologyNode['role'], readonly [open: string, close: string]>> = {
  outside: ['(("', '"))'],
  entry: ['[["', '"]]'],
  route: ['{{"', '"}}'],
  service: ['(["', '"])'],
  subset: ['["', '"]'],
  workload: ['[("', '")]'],
  policy: ['>"', '"]'],
  config: ['["', '"]'],
}

const escaped = (text: string): string =>
  text.replace(/[#"<>&]/g, char => `#${char.charCodeAt(0)};`).replace(/[\r\n]+/g, ' ')

/** The topology as a Mermaid flowchart: namespaces as subgraphs, labels on the lines. */
export function mermaidOf(
  nodes: ReadonlyMap<string, TopologyNode>,
  edges: ReadonlyMap<string, TopologyEdge>,
  outside: string,
): string {
  const ids = new Map([...nodes.keys()].map((id, i) => [id, `n${i + 1}`]))
  const spaces = new Map<string | null, TopologyNode[]>()
  for (const node of nodes.values()) {
    const space = node.role === 'outside' ? null : node.namespace
    const known = spaces.get(space)
    if (known === undefined) spaces.set(space, [node])
    else known.push(node)
  }
  const lines = ['flowchart LR']
  const nodeLine = (node: TopologyNode, indent: string): string => {
    const [open, close] = shapes[node.role]
    const text =
      node.role === 'outside' ? escaped(outside) : `${escaped(node.name)}<br/><small>${escaped(node.kind)}</small>`
    return `${indent}${ids.get(node.id)}${open}${text}${close}`
  }
  for (const node of spaces.get(null) ?? []) lines.push(nodeLine(node, '  '))
  let space = 0
  for (const [namespace, own] of [...spaces].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))) {
    if (namespace === null) continue
    space += 1
    lines.push(`  subgraph s${space}["${escaped(namespace === '' ? 'cluster' : namespace)}"]`)
    for (const node of own) lines.push(nodeLine(node, '    '))
    lines.push('  end')
  }
  for (const edge of edges.values()) {
    const from = ids.get(edge.from)
    const to = ids.get(edge.to)
    if (from === undefined || to === undefined) continue
    const label = edge.label === '' ? '' : `|"${escaped(edge.label)}"|`
    const arrow = edge.state === 'live' ? (edge.kind === 'protect' || edge.kind === 'refer' ? '-.->' : '-->') : '-.-x'
    lines.push(`  ${from} ${arrow}${label} ${to}`)
  }
  return `${lines.join('\n')}\n`
}
