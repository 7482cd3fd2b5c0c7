import { parseArgs } from 'node:util'
import {
  type Answer,
  drawSample,
  type Outcome,
  type TrafficEntry,
  type TrafficRequest,
  type TrafficSource,
  trace,
  type Verdict,
} from '../flow/index.ts'
import type { Step } from '../report/index.ts'
import { withoutBigInts } from './command-test.ts'
import { InputError, readManifests } from './input.ts'
import { type HeadlessProject, openProject, readAssumptions } from './project.ts'
import { marks, speak } from './words.ts'

const usage =
  "usage: portolan trace MANIFEST… --request 'GET https://host/path' [-H 'k: v']… [--from external|ip:ADDR|pod:NS/NAME|labels:NS/k=v] [--via KIND:NS/NAME[/SECTION]] [--assume FILE] [--sample N] [--json]"

/** `portolan trace`: where a request goes, and why. Exit 0 when every share is delivered, redirected or answered. */
export function commandTrace(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      request: { type: 'string' },
      header: { type: 'string', short: 'H', multiple: true },
      from: { type: 'string' },
      via: { type: 'string' },
      assume: { type: 'string' },
      sample: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (positionals.length === 0 || values.request === undefined) throw new InputError(usage)
  const project = openProject(readManifests(positionals), readAssumptions(values.assume))
  const request: TrafficRequest = {
    from: readFrom(values.from ?? 'external'),
    to: values.via === undefined ? null : readVia(values.via),
    http: readRequestLine(values.request, values.header ?? []),
    connection: null,
  }
  const answer = trace(project.flow, request)
  const sample = values.sample === undefined ? null : readSample(project, answer, values.sample)
  const shown = sample === null ? { request, ...answer } : { request, ...answer, sample }
  if (values.json === true) process.stdout.write(`${JSON.stringify(shown, withoutBigInts)}\n`)
  else print(project, answer, sample)
  return answer.outcomes.every(
    outcome =>
      outcome.verdict.kind === 'delivered' ||
      outcome.verdict.kind === 'redirected' ||
      outcome.verdict.kind === 'answered',
  )
    ? 0
    : 1
}

function readRequestLine(line: string, headers: readonly string[]): NonNullable<TrafficRequest['http']> {
  const [first, second] = line.trim().split(/\s+/)
  const url = second ?? first ?? ''
  if (!url.includes('://'))
    throw new InputError(`--request: ${line} has no URL, such as GET http://shop.example.com/cart`)
  const pairs = headers.map((header): readonly [string, string] => {
    const colon = header.indexOf(':')
    if (colon <= 0) throw new InputError(`-H: ${header} is no header, such as 'x-version: two'`)
    return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()]
  })
  return { method: second === undefined ? 'GET' : first!.toUpperCase(), url, headers: pairs, sni: null }
}

/** `external`, `ip:ADDR`, `pod:NS/NAME`, `labels:NS/k=v,k=v`. */
export function readFrom(text: string): TrafficSource {
  if (text === 'external') return { kind: 'external', ip: null }
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  const slash = rest.indexOf('/')
  if (text.startsWith('ip:')) return { kind: 'external', ip: rest }
  if (slash > 0 && text.startsWith('pod:'))
    return { kind: 'pod', namespace: rest.slice(0, slash), name: rest.slice(slash + 1) }
  if (slash > 0 && text.startsWith('labels:')) {
    const pairs = rest
      .slice(slash + 1)
      .split(',')
      .map(pair => pair.split('='))
    return {
      kind: 'labels',
      namespace: rest.slice(0, slash),
      labels: Object.fromEntries(pairs.map(([key, value]) => [key ?? '', value ?? ''])),
    }
  }
  throw new InputError(`--from: ${text} is none of external, ip:ADDR, pod:NS/NAME, labels:NS/k=v`)
}

function readVia(text: string): TrafficEntry {
  const match = /^([A-Za-z]+):([^/]+)\/([^/]+)(?:\/(.+))?$/.exec(text)
  if (match === null)
    throw new InputError(`--via: ${text} is no KIND:NS/NAME[/SECTION], such as Gateway:shop/edge/https`)
  return { kind: match[1]!, namespace: match[2]!, name: match[3]!, section: match[4] ?? null }
}

interface Sample {
  readonly of: number
  readonly seed: number
  readonly counts: readonly number[]
}

function readSample(project: HeadlessProject, answer: Answer, text: string): Sample {
  const of = Number(text)
  if (!Number.isInteger(of) || of < 1 || of > 1_000_000)
    throw new InputError(`--sample: ${text} is no number from 1 to 1000000`)
  const { seed } = project.flow.assumptions
  return { of, seed, counts: drawSample(answer, of, seed) }
}

function print(project: HeadlessProject, answer: Answer, sample: Sample | null): void {
  for (const [index, outcome] of answer.outcomes.entries()) {
    const part = answer.outcomes.length > 1 ? `${Math.round(outcome.share * 1000) / 10} %` : ''
    const drawn = sample === null ? '' : `${sample.counts[index]} of ${sample.of} with seed ${sample.seed}`
    const marks = [part, drawn].filter(text => text !== '').join('; ')
    const share = marks === '' ? '' : ` (${marks})`
    process.stdout.write(
      `${headline(outcome.verdict)}${share}: ${speak.sentence(outcome.step.code, outcome.step.facts)}\n`,
    )
    printSteps(project, outcome.step.because, 1)
    if (outcome.bySpecification !== null) printSpecification(outcome.bySpecification)
  }
  for (const step of answer.assumed) process.stdout.write(`~ ${speak.sentence(step.code, step.facts)}\n`)
}

function printSpecification(outcome: Outcome): void {
  process.stdout.write(
    `  by the specification: ${headline(outcome.verdict)}: ${speak.sentence(outcome.step.code, outcome.step.facts)}\n`,
  )
}

function headline(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'delivered':
      return 'DELIVERED'
    case 'redirected':
      return `REDIRECTED ${verdict.status}`
    case 'answered':
      return `ANSWERED ${verdict.status}`
    case 'refused':
      return 'REFUSED'
    case 'failed':
      return verdict.status === null ? `FAILED (${verdict.reason})` : `FAILED ${verdict.status} (${verdict.reason})`
    case 'unknown':
      return `UNKNOWN: ${verdict.feature}`
  }
}

function printSteps(project: HeadlessProject, steps: readonly Step[], depth: number): void {
  for (const step of steps) {
    const place = step.at === null ? '' : project.place(step.at)
    process.stdout.write(
      `${'  '.repeat(depth)}${marks[step.verdict]} ${speak.sentence(step.code, step.facts)}${step.rule === '' ? '' : ` [${step.rule}]`}${place === '' ? '' : `  ${place}`}\n`,
    )
    printSteps(project, step.because, depth + 1)
  }
}
