import type { Scenario } from './scenario.ts'
export const resolve: Scenario = {
  name: 'resolve',
  about: '',
  run: () => ({ scenario: 'resolve', tables: [], aims: [], checks: [] }),
}
