import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import '@xyflow/react/dist/base.css'
import { useConnecting } from '../store/connect.ts'
import type { TopologyNode } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { type Point, usePositions } from '../store/project.ts'
import { select, setView, useView } from '../store/view.ts'
import { useVisible, visibleEdges, visibleNodes } from '../store/visible.ts'
import { useText } from '../ui/text.ts'
import { useStable } from '../ui/use-stable.ts'
import { goTo, goToDocument } from '../worker/gestures.ts'
import css from './canvas.module.css'
import { ConnectHint, DropHint, WeighHint } from './connect-hint.tsx'
import { EdgeMenu, type EdgeMenuAt } from './edge-menu.tsx'
import { drawnAt, FarCanvas, useFar } from './far-canvas.tsx'
import { minZoom } from './fit.ts'
import { FrameMenu } from './frame-menu.tsx'
import { FrameNode } from './frame-node.tsx'
import { handleKey } from './keyboard.ts'
import { KindTray } from './kind-tray.tsx'
import { LayoutProgress } from './layout-progress.tsx'
import { Legend } from './legend.tsx'
import { NodeMenu } from './node-menu.tsx'
import { NothingDrawn } from './nothing-drawn.tsx'
import { jumpsOf } from './paint.ts'
import { PaneMenu } from './pane-menu.tsx'
import { arrange, usePlacement } from './placement.ts'
import { useWithPods } from './pods.ts'
import { ReachLegend } from './reach-tag.tsx'
import { ResourceNode } from './resource-node.tsx'
import { createSceneBuilder, type FlowEdge, type FlowNode } from './scene.ts'
import { ShownPart } from './shown-part.tsx'
import { CanvasTools } from './tools.tsx'
import { TrafficEdge } from './traffic-edge.tsx'
import { TuningForm } from './tuning-form.tsx'
import { useClipboard } from './use-clipboard.ts'
import { useConnect } from './use-connect.ts'
import { useDrag } from './use-drag.ts'
import { useFit } from './use-fit.ts'
import { useKindDrop } from './use-kind-drop.ts'

const nodeTypes: NodeTypes = { resource: ResourceNode, frame: FrameNode }
const edgeTypes: EdgeTypes = { traffic: TrafficEdge }
const noEdges: FlowEdge[] = []
const proOptions = { hideAttribution: true }
const miniColor = (node: FlowNode): string =>
  node.type === 'frame' ? 'var(--sunken)' : `var(--role-${node.data.node.role})`
/** Where the end goes is read from the pointer when it is let go. */
const nothingMore = (): void => {}
const extending = ['Control', 'Meta', 'Shift']

/** As many as are found are shown where they stand, unless there are too many to be looked at one by one. */
const mostUnfolded = 200

/** A part that is looked for is not folded away again, but by the person. */
function unfoldedFor(
  visible: ReadonlySet<string> | null,
  nodes: ReadonlyMap<string, TopologyNode>,
  folding: Readonly<Record<string, boolean>>,
): Readonly<Record<string, boolean>> {
  const found = [...(visible ?? [])].flatMap(id => nodes.get(id) ?? [])
  if (found.length === 0 || found.length > mostUnfolded) return folding
  return { ...Object.fromEntries(found.map(({ namespace }) => [namespace, false])), ...folding }
}

/** Where a node's menu is open, and the row that it was asked on. */
interface MenuAt {
  readonly id: string
  readonly row: string | null
  readonly x: number
  readonly y: number
}

export default function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  )
}

function Flow() {
  const t = useText()
  const declaredNodes = useGraph(graph => graph.nodes)
  const graphNodes = useWithPods(declaredNodes)
  const graphEdges = useGraph(graph => graph.edges)
  const placement = usePlacement()
  const pins = usePositions()
  const selection = useView(view => view.selection)
  const selectedEdge = useView(view => view.selectedEdge)
  const folding = useView(view => view.collapsed)
  const centre = useView(view => view.centre)
  const connecting = useConnecting(c => c.from !== null)
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const box = useRef<HTMLElement>(null)
  const { dragging, handlers } = useDrag()
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [edgeMenu, setEdgeMenu] = useState<EdgeMenuAt | null>(null)
  const [frameMenu, setFrameMenu] = useState<{ namespace: string; x: number; y: number } | null>(null)
  const [paneMenu, setPaneMenu] = useState<Point | null>(null)
  const [panning, setPanning] = useState(false)
  const [build] = useState(createSceneBuilder)
  const { onConnectStart, onConnectEnd, onReconnectStart } = useConnect()

  const visible = useVisible()
  const foldingNow = useMemo(() => unfoldedFor(visible, declaredNodes, folding), [visible, declaredNodes, folding])
  useEffect(() => {
    void arrange(declaredNodes, graphEdges, foldingNow, graphNodes)
  }, [declaredNodes, graphNodes, graphEdges, foldingNow])

  const shownNodes = useMemo(() => visibleNodes(graphNodes, visible), [graphNodes, visible])
  const shownEdges = useMemo(() => visibleEdges(graphEdges, visible), [graphEdges, visible])
  const paint = useView(view => view.paint)
  const jumps = useMemo(() => jumpsOf(paint), [paint])
  const chosen = useMemo(() => new Set(selection), [selection])
  const scene = useMemo(
    () =>
      build({
        nodes: shownNodes,
        edges: shownEdges,
        placement,
        pins,
        selection: chosen,
        selectedEdge,
        jumps,
        dragging,
      }),
    [build, shownNodes, shownEdges, placement, pins, chosen, selectedEdge, jumps, dragging],
  )

  // The first picture of a project is shown whole; later ones stay where the person looks. Until it is, a large one is only drawn.
  const [fitted, setFitted] = useState(false)
  const showAll = useFit(flow, box, scene)
  const empty = scene.nodes.length === 0
  useEffect(() => {
    if (empty) setFitted(false)
    else if (!fitted) {
      const frame = requestAnimationFrame(() => void showAll(0).then(() => setFitted(true)))
      return () => cancelAnimationFrame(frame)
    }
  }, [empty, fitted, showAll])

  const small = useStore(state => state.width < 760 || state.height < 420)
  const far = useFar(scene.nodes.length, fitted)
  // Frames stay, so that the view can be fitted to them.
  const drawn = useMemo(
    () => (far ? scene.nodes.filter(node => node.type === 'frame') : scene.nodes),
    [far, scene.nodes],
  )

  const absolute = useRef(scene.absolute)
  absolute.current = scene.absolute
  useEffect(() => {
    // What is asked for before the first picture stands is shown once it does.
    if (centre === null || !fitted) return
    const place = absolute.current.get(centre.node)
    if (place === undefined || box.current === null) return
    const { x, y, width, height } = place
    const a = flow.flowToScreenPosition({ x, y })
    const b = flow.flowToScreenPosition({ x: x + width, y: y + height })
    const view = box.current.getBoundingClientRect()
    const inside = a.x >= view.left && a.y >= view.top && b.x <= view.right && b.y <= view.bottom
    // Who goes to a resource wants to read it; who moves the cursor keeps the view.
    if (!inside || (centre.near === true && flow.getZoom() < 0.4))
      void flow.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(flow.getZoom(), 0.6), duration: 200 })
  }, [centre, flow, fitted])

  const onMoveStart = useStable(() => setPanning(true))
  const onMoveEnd = useStable(() => setPanning(false))

  const onNodeClick = useStable((event: MouseEvent, node: FlowNode): void => {
    if (node.type !== 'resource') return
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row
    const at = row === undefined ? undefined : node.data.node.rows.find(r => r.id === row)?.at
    if (at != null && !event.ctrlKey && !event.metaKey && !event.shiftKey) void goTo(at)
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) void goToDocument(node.id)
  })
  const onNodeDoubleClick = useStable((_event: MouseEvent, node: FlowNode) => void goToDocument(node.id, true))

  const openMenu = useCallback((id: string, x: number, y: number, row: string | null = null) => {
    if (!useView.getState().selection.includes(id)) select([id])
    setMenu({ id, x, y, row })
  }, [])

  const onNodeContextMenu = useStable((event: MouseEvent, node: FlowNode) => {
    event.preventDefault()
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row ?? null
    if (node.type === 'resource') openMenu(node.id, event.clientX, event.clientY, row)
    else setFrameMenu({ namespace: node.data.namespace, x: event.clientX, y: event.clientY })
  })
  const onEdgeClick = useStable((_event: MouseEvent, edge: FlowEdge) => {
    const only = edge.data?.edges[0]
    if (only === undefined) return
    if (only.at !== null) void goTo(only.at).then(() => setView({ selectedEdge: edge.id }))
    else setView({ selection: [], selectedEdge: edge.id })
  })
  const onEdgeContextMenu = useStable((event: MouseEvent, edge: FlowEdge) => {
    event.preventDefault()
    const only = edge.data?.edges.length === 1 ? edge.data.edges[0] : undefined
    if (only !== undefined) setEdgeMenu({ edge: only, x: event.clientX, y: event.clientY })
  })
  const onPaneClick = useStable((event: MouseEvent) => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const hit = far ? drawnAt(scene, at.x, at.y) : null
    if (hit !== null) {
      select([hit])
      void goToDocument(hit)
      void flow.setCenter(at.x, at.y, { zoom: 0.8, duration: 250 })
      return
    }
    select([])
    setView({ paint: [], lit: null })
  })

  const onPaneContextMenu = useStable((event: MouseEvent | globalThis.MouseEvent) => {
    event.preventDefault()
    setPaneMenu({ x: event.clientX, y: event.clientY })
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    handleKey(event, flow, id => {
      const element = document.getElementById(`node-${id}`)?.getBoundingClientRect()
      const { lit } = useView.getState()
      openMenu(id, element?.left ?? 200, element?.bottom ?? 200, lit?.node === id ? lit.row : null)
    })
  }

  const dropping = useKindDrop(scene)
  useClipboard()
  const spoken = useMemo(
    () => ({
      'node.a11yDescription.default': t('canvas.help'),
      'node.a11yDescription.keyboardDisabled': t('canvas.help'),
      'edge.a11yDescription.default': t('canvas.help'),
      'handle.ariaLabel': t('canvas.handle'),
    }),
    [t],
  )
  const active = selection[0]
  const activeNode = active === undefined ? undefined : graphNodes.get(active)
  return (
    <section
      ref={box}
      className={css.canvas}
      data-canvas
      aria-label={t('canvas.label')}
      data-panning={panning || undefined}
      data-connecting={connecting || undefined}
      onKeyDown={onKeyDown}
      {...dropping}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={drawn}
        edges={far ? noEdges : scene.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...handlers}
        onNodeClick={onNodeClick}
        onNodeDoubleClick={onNodeDoubleClick}
        onNodeContextMenu={onNodeContextMenu}
        onEdgeClick={onEdgeClick}
        onEdgeContextMenu={onEdgeContextMenu}
        onPaneClick={onPaneClick}
        onPaneContextMenu={onPaneContextMenu}
        onMoveStart={onMoveStart}
        onMoveEnd={onMoveEnd}
        connectionMode={ConnectionMode.Loose}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        onReconnect={nothingMore}
        onReconnectStart={onReconnectStart}
        edgesReconnectable={false}
        onlyRenderVisibleElements={scene.nodes.length > 200}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        // Its default, the space bar, would be taken from the editor too.
        panActivationKeyCode={null}
        selectNodesOnDrag={false}
        multiSelectionKeyCode={extending}
        autoPanSpeed={6}
        selectionMode={SelectionMode.Partial}
        nodeDragThreshold={3}
        elevateNodesOnSelect={false}
        minZoom={minZoom}
        maxZoom={3}
        zoomOnDoubleClick={false}
        proOptions={proOptions}
        ariaLabelConfig={spoken}
        tabIndex={0}
        role="application"
        aria-label={t('canvas.help')}
        aria-activedescendant={activeNode === undefined ? undefined : `node-${activeNode.id}`}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--dots)" bgColor="var(--ground)" />
        {scene.nodes.length > 24 && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            position="bottom-right"
            ariaLabel={t('canvas.minimap')}
            className={small ? `${css.minimap} ${css.small}` : (css.minimap ?? '')}
            bgColor="var(--surface)"
            maskColor="var(--veil)"
            nodeColor={miniColor}
            nodeBorderRadius={8}
          />
        )}
        {far && <FarCanvas scene={scene} />}
      </ReactFlow>
      {graphNodes.size === 0 && <NothingDrawn />}
      <CanvasTools showAll={showAll} />
      <ConnectHint />
      <ReachLegend />
      <ShownPart total={graphNodes.size} shown={shownNodes.size} showAll={showAll} />
      <Legend />
      <KindTray />
      <LayoutProgress />
      <DropHint />
      <WeighHint />
      {frameMenu !== null && <FrameMenu {...frameMenu} onClose={() => setFrameMenu(null)} />}
      {menu !== null && <NodeMenu {...menu} onClose={() => setMenu(null)} />}
      {edgeMenu !== null && <EdgeMenu {...edgeMenu} onClose={() => setEdgeMenu(null)} />}
      {paneMenu !== null && <PaneMenu {...paneMenu} showAll={showAll} onClose={() => setPaneMenu(null)} />}
      <TuningForm />
      <p className="visually-hidden" aria-live="polite">
        {activeNode === undefined ? '' : `${activeNode.kind} ${activeNode.namespace}/${activeNode.name}`}
      </p>
    </section>
  )
}
