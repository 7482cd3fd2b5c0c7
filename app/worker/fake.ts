// TEMPORARY stand-in for src/engine.ts. Not shipped.
import { parseAllDocuments } from 'yaml'
import type { FromWorker, OutlineEntry, ToWorker, TopologyEdge, TopologyNode, TopologyRow } from '../store/contracts.ts'
type A = Record<string, never> & { [k: string]: A }
export function createWorkspace(post: (m: FromWorker) => void) {
  let files: { id: string; name: string; text: string }[] = []
  let prev: { nodes: Map<string, TopologyNode>; edges: Map<string, TopologyEdge>; outline: Map<string, OutlineEntry> } = { nodes: new Map(), edges: new Map(), outline: new Map() }
  const ranges = new Map<string, { file: string; from: number; to: number; kind: string }>()
  const build = (revision: number) => {
    const nodes = new Map<string, TopologyNode>(), edges = new Map<string, TopologyEdge>(), outline = new Map<string, OutlineEntry>()
    const all: { id: string; v: A; kind: string; ns: string; name: string }[] = []
    for (const f of files) {
      parseAllDocuments(f.text).forEach((d, i) => {
        let v: A
        try { v = d.toJS() } catch { return }
        if (!v?.kind) return
        const ns = ['GatewayClass', 'IngressClass', 'Namespace'].includes(String(v.kind)) ? '' : String(v.metadata?.namespace ?? 'default')
        const id = `${f.id}#${v.kind}/${ns}/${v.metadata?.name}`
        ranges.set(id, { file: f.id, from: d.range[0], to: d.range[2], kind: String(v.kind) })
        all.push({ id, v, kind: String(v.kind), ns, name: String(v.metadata?.name) })
        outline.set(id, { id, file: f.id, order: i, apiVersion: String(v.apiVersion), kind: String(v.kind), namespace: ns, name: String(v.metadata?.name), state: 'live', node: ['Namespace', 'GatewayClass', 'ReferenceGrant', 'IngressClass'].includes(String(v.kind)) ? null : id } as unknown as OutlineEntry)
      })
    }
    const find = (kind: string, ns: string, name: string) => all.find(a => a.kind === kind && a.ns === ns && a.name === name)?.id
    const row = (id: string, title: string, detail: string, source = false): TopologyRow => ({ id, title, detail, at: null, source, tone: 'plain' })
    const edge = (kind: TopologyEdge['kind'], from: string, fromRow: string | null, to: string | undefined, toRow: string | null, label: string) => {
      if (to === undefined) return
      const id = `${kind}|${from}|${fromRow}|${to}|${toRow}`
      edges.set(id, { id, kind, from, fromRow, to, toRow, label, at: null, state: 'live' })
    }
    const list = (x: unknown) => (Array.isArray(x) ? x : []) as A[]
    let outside = false
    for (const a of all) {
      const s = a.v.spec ?? ({} as A)
      const base = { id: a.id, kind: a.kind, namespace: a.ns, name: a.name, doc: a.id, state: 'live', badges: [], source: false } as unknown as TopologyNode
      const put = (role: TopologyNode['role'], subtitle: string, rows: TopologyRow[], more: Partial<TopologyNode> = {}) => nodes.set(a.id, { ...base, role, subtitle, rows, ...more })
      if (a.kind === 'Gateway') { outside = true; put('entry', String(s.gatewayClassName ?? ''), list(s.listeners ?? s.servers).map((l, i) => row(`l${i}`, `:${l.port?.number ?? l.port}`, String(l.hostname ?? l.hosts ?? '*'), true))); edge('entry', 'outside', null, a.id, null, '') }
      if (a.kind === 'HTTPRoute') {
        put('route', list(s.hostnames).join(', '), list(s.rules).map((r, i) => row(`r${i}`, String(list(r.matches)[0]?.path?.value ?? '/'), list(r.matches)[0]?.headers ? 'x-version: next' : list(r.filters).length ? '→ 302' : '', true)), { source: true })
        list(s.rules).forEach((r, i) => { for (const b of list(r.backendRefs)) edge('backend', a.id, `r${i}`, find('Service', String(b.namespace ?? a.ns), String(b.name)), `p${b.port}`, b.weight !== undefined ? `${b.weight} %` : '') })
        for (const p of list(s.parentRefs)) { const g = find('Gateway', String(p.namespace ?? a.ns), String(p.name)); if (g) edge('attach', g, p.sectionName as unknown as string === 'http' ? 'l0' : 'l1', a.id, null, list(s.hostnames).join(', ')) }
      }
      if (a.kind === 'VirtualService') { put('route', list(s.hosts).join(', '), list(s.http).map((r, i) => row(`r${i}`, String(r.name ?? '/'), '', true))); list(s.http).forEach((r, i) => { for (const b of list(r.route)) edge('backend', a.id, `r${i}`, find('Service', a.ns, String(b.destination?.host)), null, b.weight !== undefined ? `${b.weight} %` : '') }); const g = find('Gateway', a.ns, String(list(s.gateways)[0])); if (g) edge('attach', g, 'l0', a.id, null, '') }
      if (a.kind === 'DestinationRule') { put('config', '3 subsets', list(s.subsets).map((x, i) => row(`s${i}`, String(x.name), ''))); edge('refer', a.id, null, find('Service', a.ns, String(s.host)), null, '') }
      if (a.kind === 'Ingress') { outside = true; edge('entry', 'outside', null, a.id, null, ''); const rows: TopologyRow[] = []; for (const r of list(s.rules)) for (const p of list(r.http?.paths)) { const id = `r${rows.length}`; rows.push(row(id, String(p.path), String(r.host), true)); edge('backend', a.id, id, find('Service', a.ns, String(p.backend?.service?.name)), `p${p.backend?.service?.port?.number ?? p.backend?.service?.port?.name}`, '') } put('entry', String(s.ingressClassName), rows, { badges: [{ id: 'tls', icon: 'lock', text: 'TLS', title: 'TLS for 2 hosts' }] }) }
      if (a.kind === 'Service') { put('service', String(s.type ?? 'ClusterIP'), list(s.ports).map(p => row(`p${p.port}`, `:${p.port}`, `→ ${p.targetPort ?? p.port}`)), { source: true }); for (const w of all) { const l = w.v.spec?.template?.metadata?.labels; if (l && w.ns === a.ns && s.selector && Object.entries(s.selector).every(([k, v]) => l[k] === v)) for (const p of list(s.ports)) edge('select', a.id, `p${p.port}`, w.id, null, '') } }
      if (['Deployment', 'StatefulSet'].includes(a.kind)) { const prot = all.some(x => x.kind === 'NetworkPolicy' && x.ns === a.ns); put('workload', String(list(s.template?.spec?.containers)[0]?.image ?? ''), [], { badges: [{ id: 'n', icon: 'replicas', text: `×${s.replicas ?? 1}`, title: `${s.replicas ?? 1} pods` }, ...(prot ? [{ id: 's', icon: 'shield' as const, text: '3', title: 'Selected by 3 policies' }] : [])] }) }
      if (a.kind === 'NetworkPolicy') { put('policy', list(s.policyTypes).join(', '), [], { source: true }); for (const w of all) { const l = w.v.spec?.template?.metadata?.labels; if (l && w.ns === a.ns && Object.entries(s.podSelector?.matchLabels ?? {}).every(([k, v]) => l[k] === v)) edge('protect', a.id, null, w.id, null, '') } }
    }
    if (outside) nodes.set('outside', { id: 'outside', role: 'outside', kind: 'External', namespace: '', name: 'internet', doc: null, subtitle: '', state: 'live', rows: [], badges: [], source: false })
    const keyed = <T extends { id: string }>(now: Map<string, T>, before: Map<string, T>) => ({ set: [...now.values()].filter(v => JSON.stringify(before.get(v.id)) !== JSON.stringify(v)), remove: [...before.keys()].filter(k => !now.has(k)) })
    post({ kind: 'delta', revision, nodes: keyed(nodes, prev.nodes), edges: keyed(edges, prev.edges), outline: keyed(outline, prev.outline as never), problems: { set: [], remove: [] } })
    prev = { nodes, edges, outline }
  }
  return {
    receive(m: ToWorker) {
      if (m.kind === 'open') { files = m.files.map(f => ({ ...f })); prev = { nodes: new Map(), edges: new Map(), outline: new Map() }; build(m.revision) }
      else if (m.kind === 'edit') { for (const e of m.edits) { const f = files.find(x => x.id === e.file)!; let out = '', at = 0; for (const x of e.edits) { out += f.text.slice(at, x.from) + x.insert; at = x.to } f.text = out + f.text.slice(at) } build(m.revision) }
      else if (m.kind === 'ask') {
        const q = m.question
        if (q.kind === 'reveal') { const r = ranges.get(q.at.doc); post({ kind: 'reply', id: m.id, revision: m.revision, reply: r ? { kind: 'reveal', file: r.file as never, range: r, docRange: r } : { kind: 'gone' } }) }
        else if (q.kind === 'locate') { const e = [...ranges].find(([, r]) => r.file === q.file && r.from <= q.offset && q.offset <= r.to); post({ kind: 'reply', id: m.id, revision: m.revision, reply: { kind: 'locate', place: e ? { doc: e[0] as never, range: e[1], path: [], node: e[0], apiVersion: 'v1', kind: e[1].kind, indent: 0 } : null } }) }
        else if (q.kind === 'targets') post({ kind: 'reply', id: m.id, revision: m.revision, reply: { kind: 'targets', targets: [...prev.nodes.values()].map(n => ({ node: n.id, row: null, allowed: n.kind === 'Service', code: n.kind === 'Service' ? '' : 'connect.not-a-service' })) } })
        else post({ kind: 'reply', id: m.id, revision: m.revision, reply: { kind: 'gone' } })
      }
    },
  }
}
