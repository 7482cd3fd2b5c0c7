import type { ToWorker } from '../store/contracts.ts'
import { createWorkspace } from './fake.ts'

const workspace = createWorkspace(message => postMessage(message))
onmessage = (event: MessageEvent<ToWorker>) => workspace.receive(event.data)
