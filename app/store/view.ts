import { create } from 'zustand'
import type { FileId, Range, TrafficRequest, Verdict } from './contracts.ts'
import { readSetting, writeSetting } from './settings.ts'
import type { Way } from './way.ts'

export type Language = 'en' | 'ko'
export type Theme = 'system' | 'light' | 'dark'
export type BottomTab = 'request' | 'reach' | 'tests' | 'problems'
export type PolicyStart = 'default-deny' | 'allow-dns' | 'allow-from-namespace'
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'paste' }
  | { readonly kind: 'create' }
  | { readonly kind: 'rename'; readonly id: string }
  | { readonly kind: 'renameFile'; readonly file: FileId }
  | { readonly kind: 'connect'; readonly node: string; readonly row: string | null }
  /** A connection to be allowed or refused; ends are ids of nodes. */
  | { readonly kind: 'policy'; readonly from: string; readonly to: string | null }
  /** The usual first policies of a namespace. */
  | { readonly kind: 'policyStart'; readonly start: PolicyStart; readonly namespace: string }
  | { readonly kind: 'share'; readonly tab: 'link' | 'files' | 'picture' }
  /** A link whose password is asked for. */
  | { readonly kind: 'unlock'; readonly fragment: string }
  /** A file beside what it was when it was opened. */
  | { readonly kind: 'diff'; readonly file: FileId }
  | { readonly kind: 'shelf' }
  /** A file that has something in common with what is open. */
  | { readonly kind: 'clash' }
  | { readonly kind: 'keys' }

/** What a person looks at. Holds no domain state: that is the project's text and layout. */
export interface View {
  readonly language: Language
  readonly theme: Theme
  /** Ids of documents, or of nodes without one; the first is the main one. */
  readonly selection: readonly string[]
  readonly selectedEdge: string | null
  readonly activeFile: FileId | null
  readonly bottomTab: BottomTab
  readonly sideTab: 'yaml' | 'form'
  readonly outlineOpen: boolean
  readonly editorOpen: boolean
  readonly bottomOpen: boolean
  readonly dialog: OpenDialog | null
  /** The way of the outcome looked at; of two requests that are compared, the ways of both. */
  readonly paint: readonly Way[]
  /** A node lit because a step or a cursor points at it, and the row of it. */
  readonly lit: { readonly node: string; readonly row: string | null } | null
  readonly collapsed: Readonly<Record<string, boolean>>
  /** Workloads whose pods are shown as rows. */
  readonly podsOpen: readonly string[]
  /** What is looked for, in the language of `find.ts`. */
  readonly find: string
  /** Whether the canvas leaves out what is not found. */
  readonly onlyFound: boolean
  /** Nodes that are looked at with what stands so many lines around them; null: everything is. */
  readonly focus: { readonly nodes: readonly string[]; readonly depth: number } | null
  readonly legendOpen: boolean
  /** The mistake that a first visitor is led to; null when there is none to find. */
  readonly guide: Guide | null
  readonly trayOpen: boolean
  /** Where the editor should look; a new object each time. */
  readonly reveal: Reveal | null
  /** Raised to ask the canvas to bring a node into view; `near` to be read there. */
  readonly centre: { readonly node: string; readonly near?: boolean } | null
  readonly tests: readonly KeptTest[]
  readonly draft: RequestDraft
  /** What the request that is compared with the draft has otherwise; null when none is. */
  readonly rival: Rival | null
  /** Which tab keeps the project in the browser; `both`: this one may, and what it has differs from what another left. */
  readonly kept: 'here' | 'elsewhere' | 'both'
  /** Whether something was changed here that no tab keeps. */
  readonly keptChanged: boolean
  /** Files with Secret data are kept in the browser only when the person said so. */
  readonly keepSecrets: boolean
  readonly asked: Asked | null
}

/** A request that fails, and the resource that is to blame. */
export interface Guide {
  readonly url: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

export interface Reveal {
  readonly file: FileId
  readonly range: Range
  /** A document gets a line beside it, a field a tint. */
  readonly mark: 'document' | 'field'
  /** Whether the editor takes the focus; else it only scrolls and lights the lines. */
  readonly focus: boolean
}

/** A request kept as a traffic test, with the verdict it had when it was kept. */
export interface KeptTest {
  readonly id: string
  readonly name: string
  readonly request: TrafficRequest
  readonly expected: readonly ExpectedOutcome[]
  /** What a file asserts of it, where that is less than an answer says; then only that is compared. */
  readonly asserted?: Readonly<Record<string, unknown>>
}

/** What is compared of an outcome. */
export interface ExpectedOutcome {
  /** Percent, rounded to a tenth. */
  readonly share: number
  readonly verdict: Verdict['kind']
  /** Status, reason or feature. */
  readonly detail: string
  /** `namespace/name:port`, '' when none was reached. */
  readonly backend: string
}

/** The request panel's fields as they stand. */
export interface RequestDraft {
  readonly method: string
  readonly url: string
  readonly headers: readonly { readonly id: number; readonly name: string; readonly value: string }[]
  /** '' for outside, else `namespace/name` of a workload or pod. */
  readonly from: string
  /** '' for any, else `kind namespace/name`. */
  readonly entry: string
}

/** The second of two requests that are compared: its own headers; null elsewhere: as the first. */
export interface Rival {
  readonly headers: RequestDraft['headers']
  readonly method: string | null
  /** '' is as the first, too. */
  readonly url: string
  readonly from: string | null
}

/** What was asked last: another one each time, also when it is the same again. */
export interface Asked {
  readonly id: number
  readonly draft: RequestDraft
  /** The request that it is compared with. */
  readonly rival: RequestDraft | null
}

let lastAsked = 0

/** Asks in the request panel, whether it is open or not. */
export function askFor(draft: RequestDraft, rival: Rival | null = null): void {
  lastAsked += 1
  setView({ draft, rival, asked: { id: lastAsked, draft, rival: rival === null ? null : rivalDraft(draft, rival) } })
}

export const rivalDraft = (draft: RequestDraft, rival: Rival): RequestDraft => ({
  ...draft,
  headers: rival.headers,
  method: rival.method ?? draft.method,
  url: rival.url.trim() === '' ? draft.url : rival.url,
  from: rival.from ?? draft.from,
})

export const emptyDraft: RequestDraft = { method: 'GET', url: '', headers: [], from: '', entry: '' }

const systemLanguage = (): Language => (navigator.language.startsWith('ko') ? 'ko' : 'en')

/** A second request that differs from the first in nothing yet. */
export const rivalOf = ({ headers }: RequestDraft): Rival => ({ headers, method: null, url: '', from: null })

/** In a small window the canvas has the room, until the person says otherwise. */
const { innerWidth: wide = 1920, innerHeight: high = 1080 } = globalThis as {
  innerWidth?: number
  innerHeight?: number
}

const isOpen = (panel: 'outlineOpen' | 'editorOpen' | 'bottomOpen', fits: boolean): boolean =>
  (readSetting(panel, ['yes', 'no']) ?? (fits ? 'yes' : 'no')) === 'yes'

export const useView = create<View>()(() => ({
  language: readSetting('language', ['en', 'ko']) ?? systemLanguage(),
  theme: readSetting('theme', ['system', 'light', 'dark']) ?? 'system',
  selection: [],
  selectedEdge: null,
  activeFile: null,
  bottomTab: readSetting('bottomTab', ['request', 'reach', 'tests', 'problems']) ?? 'request',
  sideTab: readSetting('sideTab', ['yaml', 'form']) ?? 'yaml',
  outlineOpen: isOpen('outlineOpen', wide >= 720),
  editorOpen: isOpen('editorOpen', wide >= 1000),
  bottomOpen: isOpen('bottomOpen', high >= 520),
  dialog: null,
  paint: [],
  lit: null,
  collapsed: {},
  podsOpen: [],
  find: '',
  onlyFound: false,
  focus: null,
  legendOpen: false,
  guide: null,
  trayOpen: false,
  reveal: null,
  centre: null,
  tests: [],
  draft: emptyDraft,
  rival: null,
  kept: 'here',
  keptChanged: false,
  keepSecrets: false,
  asked: null,
}))

export const setView = (change: Partial<View>): void => useView.setState(change)

useView.subscribe((now, before) => {
  if (now.language !== before.language) writeSetting('language', now.language)
  if (now.theme !== before.theme) writeSetting('theme', now.theme)
  if (now.bottomTab !== before.bottomTab) writeSetting('bottomTab', now.bottomTab)
  if (now.sideTab !== before.sideTab) writeSetting('sideTab', now.sideTab)
  if (now.outlineOpen !== before.outlineOpen) writeSetting('outlineOpen', now.outlineOpen ? 'yes' : 'no')
  if (now.editorOpen !== before.editorOpen) writeSetting('editorOpen', now.editorOpen ? 'yes' : 'no')
  if (now.bottomOpen !== before.bottomOpen) writeSetting('bottomOpen', now.bottomOpen ? 'yes' : 'no')
})

/** Selects what a click, a cursor or an outline row points at; the same for all panes. */
export const select = (ids: readonly string[]): void => {
  const now = useView.getState().selection
  if (now.length === ids.length && now.every((id, i) => id === ids[i])) {
    if (useView.getState().selectedEdge !== null) setView({ selectedEdge: null })
    return
  }
  setView({ selection: ids, selectedEdge: null, lit: null })
}
