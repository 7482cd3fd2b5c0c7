import type { Edge, OnConnectEnd, OnConnectStart } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { notConnecting, targetAt, targetKey, useConnecting } from '../store/connect.ts'
import type { Intent } from '../store/contracts.ts'
import { useStable } from '../ui/use-stable.ts'
import { ask } from '../worker/client.ts'
import { applyPlan, planOf } from '../worker/gestures.ts'
import { drawPolicy, drawPolicyOutside, policyTargets } from './use-policy-line.ts'

/** The node and row under the pointer. */
export function placeUnder(x: number, y: number): { readonly node: string; readonly row: string | null } | null {
  const element = document.elementFromPoint(x, y)
  const node = element?.closest<HTMLElement>('[data-node]')?.dataset.node
  if (node === undefined) return null
  return { node, row: element?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null }
}

const rowOfHandle = (handle: string | null): string | null => {
  const at = handle?.indexOf(':') ?? -1
  return handle === null || at < 0 ? null : handle.slice(at + 1)
}

interface End {
  readonly node: string
  readonly row: string | null
}

const intentOf = (from: End, to: End, moves: string | null): Intent =>
  moves === null
    ? { kind: 'connect', from: from.node, fromRow: from.row, to: to.node, toRow: to.row }
    : { kind: 'reconnect', edge: moves, to: to.node, toRow: to.row }

/** Drawing a line: asks where it may end, shows what it would write, and writes it. */
export function useConnect(): {
  readonly onConnectStart: OnConnectStart
  readonly onConnectEnd: OnConnectEnd
  /** Comes before the start when the end of an edge is taken. */
  readonly onReconnectStart: (event: unknown, edge: Edge) => void
} {
  const stop = useRef<(() => void) | null>(null)
  const moved = useRef<string | null>(null)
  const onReconnectStart = useStable((_event: unknown, edge: Edge): void => {
    moved.current = edge.id
  })
  useEffect(() => () => stop.current?.(), [])

  const onConnectStart: OnConnectStart = useStable((_event, { nodeId, handleId }) => {
    if (nodeId === null) return
    const from = { node: nodeId, row: rowOfHandle(handleId) }
    const moves = moved.current
    moved.current = null
    useConnecting.setState({ ...notConnecting, from, moves })
    const policies = moves === null ? policyTargets(nodeId) : null
    if (policies !== null) {
      useConnecting.setState({ targets: policies })
      const follow = (event: PointerEvent): void =>
        useConnecting.setState({
          pointer: { x: event.clientX, y: event.clientY },
          over: placeUnder(event.clientX, event.clientY),
        })
      window.addEventListener('pointermove', follow)
      stop.current = () => window.removeEventListener('pointermove', follow)
      return
    }
    void ask({ kind: 'targets', ...from }).then(reply => {
      if (reply.kind !== 'targets' || useConnecting.getState().from !== from) return
      useConnecting.setState({
        targets: new Map(reply.targets.map(target => [targetKey(target.node, target.row), target])),
      })
    })
    const move = (event: PointerEvent): void => {
      const { over, targets } = useConnecting.getState()
      const place = placeUnder(event.clientX, event.clientY)
      const pointer = { x: event.clientX, y: event.clientY }
      if (place?.node === over?.node && place?.row === over?.row) {
        useConnecting.setState({ pointer })
        return
      }
      useConnecting.setState({ pointer, over: place, preview: null })
      const target = place === null || targets === null ? undefined : targetAt(targets, place.node, place.row)
      if (place === null || target?.allowed !== true) return
      void planOf(intentOf(from, target, moves)).then(plan => {
        if (useConnecting.getState().over === place) useConnecting.setState({ preview: plan })
      })
    }
    window.addEventListener('pointermove', move)
    stop.current = () => window.removeEventListener('pointermove', move)
  })

  const onConnectEnd: OnConnectEnd = useStable(event => {
    stop.current?.()
    stop.current = null
    const { from, targets, moves } = useConnecting.getState()
    useConnecting.setState(notConnecting)
    const point = 'changedTouches' in event ? event.changedTouches[0] : event
    if (from === null || point === undefined) return
    const place = placeUnder(point.clientX, point.clientY)
    if (place === null && moves === null && isEmptyGround(point.clientX, point.clientY)) drawPolicyOutside(from.node)
    if (place === null || place.node === from.node) return
    if (moves === null && policyTargets(from.node) !== null) {
      if (targets?.get(targetKey(place.node, null))?.allowed === true) drawPolicy(from.node, place.node)
      return
    }
    const target = targets === null ? undefined : targetAt(targets, place.node, place.row)
    const to = target?.allowed === true ? target : place
    void planOf(intentOf(from, to, moves)).then(plan => {
      if (plan !== null) applyPlan(plan)
    })
  })
  return { onConnectStart, onConnectEnd, onReconnectStart }
}

function isEmptyGround(x: number, y: number): boolean {
  const under = document.elementFromPoint(x, y)
  return under !== null && under.closest('.react-flow') !== null && under.closest('.react-flow__panel') === null
}
