import { createWorkspace } from '../../src/engine.ts'
import type { ToWorker } from '../store/contracts.ts'

const workspace = createWorkspace(message => postMessage(message))
self.onmessage = (event: MessageEvent<ToWorker>) => workspace.receive(event.data)
