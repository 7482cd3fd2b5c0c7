import type { Scenario } from '../scenario.ts'
export const page: Scenario = {
  name: 'page',
  about: '',
  run: () => ({ scenario: 'page', tables: [], aims: [], checks: [] }),
}
