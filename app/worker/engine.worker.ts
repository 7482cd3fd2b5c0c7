import { createWorkspace } from '../../src/engine.ts'
import type { ToWorker } from '../store/contracts.ts'

/** Requests kept as tests are answered again once nothing has been typed for so long. */
const restMs = 120
let resting: ReturnType<typeof setTimeout> | undefined

const workspace = createWorkspace(
  message => postMessage(message),
  work => {
    clearTimeout(resting)
    resting = setTimeout(work, restMs)
  },
)
self.onmessage = (event: MessageEvent<ToWorker>) => workspace.receive(event.data)
