/** Verdict states of one group about every class, by the class's number. Few states a group, so that a cell is mostly one byte. */
export class VerdictRow {
  /** The group's own states; a cell holds the place of one in this list. */
  readonly states: number[] = []
  readonly cells: Uint8Array | Uint16Array | Uint32Array
  private readonly places = new Map<number, number>()

  /** `verdicts`: a state for every class; `count` of them are in use, the rest is room. */
  constructor(verdicts: Uint32Array, count: number) {
    const { places, states } = this
    let last = -1
    for (let index = 0; index < count; index++) {
      const state = verdicts[index]!
      if (state === last) continue
      last = state
      if (places.has(state)) continue
      places.set(state, states.length)
      states.push(state)
    }
    const room = verdicts.length
    const cells =
      states.length <= 0x100
        ? new Uint8Array(room)
        : states.length <= 0x1_0000
          ? new Uint16Array(room)
          : new Uint32Array(room)
    last = -1
    let place = 0
    for (let index = 0; index < count; index++) {
      const state = verdicts[index]!
      if (state !== last) {
        last = state
        place = places.get(state)!
      }
      cells[index] = place
    }
    this.cells = cells
  }

  get(index: number): number {
    return this.states[this.cells[index]!]!
  }

  /** Puts a state for one more class; false where its cells have no room for another state. */
  set(index: number, state: number): boolean {
    let place = this.places.get(state)
    if (place === undefined) {
      place = this.states.length
      if (place >= 2 ** (8 * this.cells.BYTES_PER_ELEMENT)) return false
      this.places.set(state, place)
      this.states.push(state)
    }
    this.cells[index] = place
    return true
  }
}
