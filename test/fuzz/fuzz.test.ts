import { expect, test } from 'vitest'
import { runEpisode, type Tally } from './episode.ts'
import { fuzzProjects } from './projects.ts'

/** At length: `npm run fuzz -- 10000`. */
const projects = fuzzProjects().filter(({ size }) => size < 100_000)

test.each(projects.map(project => [project.name, project] as const))(
  'random gestures on %s keep every law',
  (_, { files }) => {
    const tally: Tally = new Map()
    for (const seed of [1, 2]) runEpisode({ files, seed, gestures: 60, compareEvery: 4 }, tally)
    expect([...tally.values()].reduce((sum, n) => sum + n, 0)).toBe(120)
  },
)
