/** A measured figure with what it is held against. Ratios only: milliseconds depend on the machine and are for people. */
export interface Aim {
  readonly what: string
  readonly ratio: number
  /** The figure that the project aims at. */
  readonly aim: number
  readonly met: boolean
}

/** Whether two ways to the same result gave it. A scenario that is not equal has no figures worth reading. */
export interface Check {
  readonly what: string
  readonly equal: boolean
  /** Where they first differ. */
  readonly difference?: string
}

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export interface Report {
  readonly scenario: string
  readonly tables: readonly Table[]
  readonly aims: readonly Aim[]
  readonly checks: readonly Check[]
}

/** `say` tells a person what is going on; it is not part of the result. */
export interface Scenario {
  readonly name: string
  readonly about: string
  run(say: (line: string) => void): Promise<Report> | Report
}

export function atMost(what: string, ratio: number, aim: number): Aim {
  return { what, ratio, aim, met: ratio <= aim }
}

export function atLeast(what: string, ratio: number, aim: number): Aim {
  return { what, ratio, aim, met: ratio >= aim }
}
