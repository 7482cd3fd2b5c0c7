import { loadSchemas } from '../schemas/index.ts'
import type { FileEdits, FromWorker, OpenFile, Question, Reply, ToWorker } from '../store/contracts.ts'
import { applyDelta, emptyGraph, useGraph } from '../store/graph.ts'
import type { OpenProgress } from '../store/opening.ts'
import { type ProjectChange, type ProjectFile, project } from '../store/project.ts'
import { useView } from '../store/view.ts'
import { loadSentences } from '../ui/sentences.ts'

/**
 * The page's end of the engine. Posts every change with its revision, applies the deltas that come back, and turns questions into
 * promises. When the worker dies it is started again from the project's text, which it never owned.
 */
type ReplyTo<Q extends Question> = Extract<Reply, { kind: Q['kind'] }> | { readonly kind: 'gone' }

interface Waiting {
  readonly answer: (reply: Reply) => void
}

let worker: Worker | null = null
let lastQuestion = 0
let restarts = 0
const waiting = new Map<number, Waiting>()

const post = (message: ToWorker): void => worker?.postMessage(message)

const newWorker = (): Worker =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

/** Which fields there are is told once there is time: the first picture does not wait for it. */
async function tellSchemas(to: Worker): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, schemasAfterMs))
  const schemas = await loadSchemas().catch(() => null)
  if (worker === to && schemas !== null) post({ kind: 'schemas', revision: project.revision, schemas })
}
const schemasAfterMs = 1200

export function startEngine(): () => void {
  spawn()
  const stop = project.subscribe(follow)
  const stopTests = useView.subscribe((now, before) => {
    if (now.tests !== before.tests) watchTests()
  })
  return () => {
    stop()
    stopTests()
    worker?.terminate()
    worker = null
  }
}

function spawn(): void {
  worker?.terminate()
  worker = newWorker()
  listen(worker)
  openAll()
}

function listen(to: Worker): void {
  void tellSchemas(to)
  to.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
    await loadSentences()
    receive(data)
  }
  to.onerror = event => fail(event.message)
}

/** Documents of an engine that takes over have numbers that none before had. */
const docsAnEngine = 1_000_000
let enginesMade = 0
/** While files are opened for which an engine stands ready. */
let muted = false

/** An engine of its own reads files while the one that is open goes on. */
export interface Preparation {
  /** Whether it could: false when it was cancelled, or failed. */
  readonly ready: Promise<boolean>
  /** `open` makes these files the project's; this engine goes on with them in place of the one before. */
  take(open: () => void): void
  cancel(): void
}

export function prepare(files: readonly OpenFile[], onProgress: (progress: OpenProgress) => void): Preparation {
  const candidate = newWorker()
  const said: FromWorker[] = []
  let settle: (isReady: boolean) => void = () => {}
  const ready = new Promise<boolean>(resolve => {
    settle = resolve
  })
  const cancel = (): void => {
    candidate.terminate()
    settle(false)
  }
  candidate.onerror = cancel
  candidate.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'progress') onProgress(data)
    else if (data.kind === 'broken') cancel()
    else {
      said.push(data)
      settle(true)
    }
  }
  enginesMade += 1
  candidate.postMessage({
    kind: 'open',
    revision: project.revision,
    files,
    assume: '',
    docsFrom: enginesMade * docsAnEngine,
  } satisfies ToWorker)
  const take = (open: () => void): void => {
    muted = true
    try {
      open()
    } finally {
      muted = false
    }
    worker?.terminate()
    worker = candidate
    forgetWaiting()
    listen(candidate)
    useGraph.setState({ ...emptyGraph, watched: useGraph.getState().watched })
    for (const message of said) receive(message.kind === 'delta' ? { ...message, revision: project.revision } : message)
    watchTests()
    restLater()
  }
  return { ready, take, cancel }
}

function forgetWaiting(): void {
  for (const { answer } of waiting.values()) answer({ kind: 'gone' })
  waiting.clear()
}

function openAll(): void {
  useGraph.setState({ ...emptyGraph, watched: useGraph.getState().watched })
  post({
    kind: 'open',
    revision: project.revision,
    files: project.files.map(openFile),
    assume: '',
  })
  watchTests()
  restLater()
}

function watchTests(): void {
  post({
    kind: 'watch',
    revision: project.revision,
    requests: useView.getState().tests.map(({ id, request }) => ({ id, request })),
  })
}

const openFile = ({ id, name, text, enabled }: ProjectFile): OpenFile => ({ id, name, text: text.toString(), enabled })

/** A person who has not edited for so long rests: the next edit begins anew. */
const restMs = 1500
let resting: ReturnType<typeof setTimeout> | undefined

function restLater(): void {
  clearTimeout(resting)
  resting = setTimeout(() => post({ kind: 'rest', revision: project.revision }), restMs)
}

/** Tells the worker what was done, step by step; steps of one change carry one revision. */
function follow(change: ProjectChange): void {
  if (muted) return
  if (change.kind === 'opened') {
    openAll()
    return
  }
  restLater()
  const { revision } = change
  let edits: FileEdits[] = []
  const flush = (): void => {
    if (edits.length > 0) post({ kind: 'edit', revision, edits })
    edits = []
  }
  for (const step of change.steps) {
    if (step.kind === 'edit') {
      if (edits.some(other => other.file === step.file)) flush()
      edits.push({ file: step.file, edits: step.edits })
      continue
    }
    flush()
    switch (step.kind) {
      case 'add': {
        const { id, name, text, enabled } = step.file
        post({ kind: 'addFile', revision, file: { id, name, text, enabled }, at: step.at })
        break
      }
      case 'remove':
        post({ kind: 'removeFile', revision, file: step.file })
        break
      case 'switch':
        post({ kind: 'switchFile', revision, file: step.file, enabled: step.enabled })
        break
      case 'move':
      case 'rename':
        break
    }
  }
  flush()
}

function receive(message: FromWorker): void {
  switch (message.kind) {
    case 'delta':
      applyDelta(message)
      return
    case 'progress':
      useGraph.setState({ progress: { phase: message.phase, done: message.done, total: message.total } })
      return
    case 'reply': {
      waiting.get(message.id)?.answer(message.reply)
      waiting.delete(message.id)
      return
    }
    case 'broken':
      fail(message.message)
  }
}

/** A fault of ours: say so, and go on from the text. Twice in a row would be a loop, so the second time waits for the person. */
function fail(message: string): void {
  forgetWaiting()
  useGraph.setState({ broken: message })
  if (restarts < 1) {
    restarts += 1
    spawn()
    useGraph.setState({ broken: message })
  }
}

export function restartEngine(): void {
  restarts = 0
  spawn()
}

/** Asks the engine about the text as it stands now. `gone` when what was asked about no longer exists. */
export function ask<Q extends Question>(question: Q): Promise<ReplyTo<Q>> {
  lastQuestion += 1
  const id = lastQuestion
  return new Promise(resolve => {
    waiting.set(id, {
      answer: reply => resolve((reply.kind === question.kind ? reply : { kind: 'gone' }) as ReplyTo<Q>),
    })
    post({ kind: 'ask', id, revision: project.revision, question })
  })
}
