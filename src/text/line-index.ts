/** A place as people count: lines and columns from 1, columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number
  readonly column: number
}

/** Leads from offsets to lines of one text and back. Lines end at `\n`, `\r\n` or a lone `\r`. */
export class LineIndex {
  #starts: number[] = [0]
  #ends: number[] = []
  #length: number

  constructor(text: string) {
    this.#length = text.length
    const lineEnd = /\r\n|\r|\n/g
    for (let found = lineEnd.exec(text); found !== null; found = lineEnd.exec(text)) {
      this.#ends.push(found.index)
      this.#starts.push(lineEnd.lastIndex)
    }
    this.#ends.push(text.length)
  }

  get count(): number {
    return this.#starts.length
  }

  /** An offset inside a line end counts to the line it ends. */
  placeAt(offset: number): LinePlace {
    const at = Math.min(Math.max(offset, 0), this.#length)
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 }
  }

  /** Clamped to the line's end, and to the text. */
  offsetAt(place: LinePlace): number {
    if (place.line < 1) return 0
    const start = this.#starts[place.line - 1]
    if (start === undefined) return this.#length
    return Math.min(start + Math.max(0, place.column - 1), this.#ends[place.line - 1]!)
  }
}
