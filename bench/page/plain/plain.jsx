import { Background, Handle, MiniMap, Position, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createElement, memo } from 'react'
import { createRoot } from 'react-dom/client'

/** A node as React Flow's own guide writes one: a title, rows, and a handle on each side of every row. */
const Card = memo(function Card({ data }) {
  return createElement(
    'div',
    {
      style: { width: data.width, height: data.height, border: '1px solid #bbb', borderRadius: 8, background: '#fff' },
    },
    createElement('b', { style: { display: 'block', padding: '6px 8px 0' } }, data.title),
    createElement('span', { style: { display: 'block', padding: '0 8px' } }, data.kind),
    createElement(Handle, { type: 'target', position: Position.Left, id: 'in' }),
    createElement(Handle, { type: 'source', position: Position.Right, id: 'out' }),
    data.rows.map((row, i) =>
      createElement(
        'div',
        { key: row.id, style: { position: 'absolute', top: 50 + i * 26, left: 8, right: 8 } },
        createElement('span', null, row.title),
        createElement(Handle, { type: 'target', position: Position.Left, id: `in:${row.id}` }),
        createElement(Handle, { type: 'source', position: Position.Right, id: `out:${row.id}` }),
      ),
    ),
  )
})

const nodeTypes = { card: Card }
const root = createRoot(document.getElementById('root'))

window.plain = {
  show(nodes, edges) {
    root.render(
      createElement(
        ReactFlow,
        { defaultNodes: nodes, defaultEdges: edges, nodeTypes, fitView: true, minZoom: 0.02 },
        createElement(Background),
        createElement(MiniMap),
      ),
    )
  },
}
