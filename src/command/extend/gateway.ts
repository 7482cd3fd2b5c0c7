import type { GatewayListener } from '../../model/index.ts'
import { item, type Part } from './part.ts'

/** A listener more, on a port that none has. */
export function partsOfListeners(listeners: readonly GatewayListener[]): Part[] {
  const ports = new Set(listeners.map(listener => listener.port))
  const port = [80, 8080, 8081, 8082, 8083].find(candidate => !ports.has(candidate)) ?? 9000 + listeners.length
  const names = new Set(listeners.map(listener => listener.name))
  const name = ['http', ...Array.from({ length: listeners.length + 1 }, (_, i) => `http-${i + 2}`)].find(
    candidate => !names.has(candidate),
  )!
  return [
    item('listener', 'extend.listener', ['spec', 'listeners'], listeners.length, { name, port, protocol: 'HTTP' }, [
      'port',
    ]),
  ]
}
