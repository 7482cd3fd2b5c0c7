import { parseArgs } from 'node:util'
import { Broken, runEpisode, type Tally } from './episode.ts'
import { fuzzProjects } from './projects.ts'

/** `npm run fuzz -- 10000 [--seed 7] [--project gateway-canary]`: gestures in episodes; a seed is printed to play one again. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, project: { type: 'string' }, 'keep-going': { type: 'boolean', default: false } },
})
const wanted = Number(positionals[0] ?? 10_000)
const perEpisode = 80
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000)
const all = fuzzProjects().filter(({ name }) => values.project === undefined || name === values.project)
if (all.length === 0 || !Number.isInteger(wanted) || !Number.isInteger(firstSeed)) {
  console.error('usage: npm run fuzz -- [GESTURES] [--seed N] [--project NAME] [--keep-going]')
  process.exit(2)
}
const tally: Tally = new Map()
const started = Date.now()
let done = 0
let failures = 0
let episode = 0
while (done < wanted) {
  const seed = firstSeed + episode
  // What is large is slow to open anew, and has its turn more seldom.
  const turn = all[episode % all.length]!
  const large = turn.size > 200_000
  episode += 1
  if (large && all.length > 1 && episode % (all.length * 5) >= all.length) continue
  const gestures = Math.min(perEpisode, wanted - done)
  try {
    runEpisode({ files: turn.files, seed, gestures, compareEvery: large ? 20 : 1 }, tally)
  } catch (error) {
    failures += 1
    console.error(
      `\n${turn.name}, seed ${seed}: ${error instanceof Broken ? error.message : String((error as Error).stack)}`,
    )
    console.error(`again: npm run fuzz -- ${gestures} --seed ${seed} --project ${turn.name}`)
    if (!values['keep-going']) break
  }
  done += gestures
  if (episode % 20 === 0) console.log(`${done} gestures, ${Math.round((Date.now() - started) / 1000)} s`)
}
const sum = (isDone: boolean): number =>
  [...tally].filter(([name]) => name.startsWith('(') !== isDone).reduce((all, [, n]) => all + n, 0)
console.log(
  `\n${sum(true)} gestures done, ${sum(false)} refused or without anything to do it to, seeds from ${firstSeed}, ${failures} failed`,
)
for (const [name, count] of [...tally].filter(([name]) => !name.startsWith('(')).sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(7)}  ${name}`)
process.exit(failures === 0 ? 0 : 1)
