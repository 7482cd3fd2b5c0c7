/** Addresses outside the cluster, both ends inside. */
export interface AddressRange {
  readonly version: 4 | 6
  readonly first: bigint
  readonly last: bigint
  /** Set where the same holds for every address of either version; then it is all of IPv4. */
  readonly everywhere?: true
}

const sizes = { 4: 32, 6: 128 } as const

export function isWhole({ version, first, last }: AddressRange): boolean {
  return first === 0n && last === (1n << BigInt(sizes[version])) - 1n
}

/** What of a range lies outside of another; null where they have nothing in common. */
export function rangesBeside(
  range: AddressRange,
  { version, first, last }: Pick<AddressRange, 'version' | 'first' | 'last'>,
): AddressRange[] | null {
  if (range.everywhere === true) {
    const six: AddressRange = { version: 6, first: 0n, last: (1n << 128n) - 1n }
    const four: AddressRange = { version: 4, first: range.first, last: range.last }
    const [same, other] = version === 4 ? [four, six] : [six, four]
    return [...(rangesBeside(same, { version, first, last }) ?? []), other]
  }
  if (range.version !== version || last < range.first || first > range.last) return null
  return [
    ...(range.first < first ? [{ version, first: range.first, last: first - 1n }] : []),
    ...(range.last > last ? [{ version, first: last + 1n, last: range.last }] : []),
  ]
}

/** `10.0.0.0/8` where the range is one block, else its ends; `0.0.0.0/0, ::/0` for everywhere. */
export function rangeText(range: AddressRange): string {
  const { version, first, last } = range
  if (range.everywhere === true) return '0.0.0.0/0, ::/0'
  if (first === last) return addressText(version, first)
  const size = last - first + 1n
  const isBlock = (size & (size - 1n)) === 0n && first % size === 0n
  return isBlock
    ? `${addressText(version, first)}/${sizes[version] - (size.toString(2).length - 1)}`
    : `${addressText(version, first)}-${addressText(version, last)}`
}

function addressText(version: 4 | 6, value: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map(shift => String((value >> shift) & 255n)).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16))
  return shorten(groups)
}

/** The first longest run of zero groups, two at least, as `::` (RFC 5952). */
function shorten(groups: readonly string[]): string {
  let from = 0
  let length = 0
  groups.forEach((_, start) => {
    let end = start
    while (groups[end] === '0') end++
    if (end - start > length) {
      from = start
      length = end - start
    }
  })
  return length < 2 ? groups.join(':') : `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`
}
