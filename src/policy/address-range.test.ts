import { expect, test } from 'vitest'
import { type AddressRange, rangesBeside, rangeText } from './index.ts'

const all6 = (1n << 128n) - 1n

test.each([
  [{ version: 4, first: 0n, last: 0xffff_ffffn }, '0.0.0.0/0'],
  [{ version: 4, first: 0x0a00_0000n, last: 0x0aff_ffffn }, '10.0.0.0/8'],
  [{ version: 4, first: 0x0a00_0001n, last: 0x0a00_0002n }, '10.0.0.1-10.0.0.2'],
  [{ version: 4, first: 0x0a00_0001n, last: 0x0a00_0001n }, '10.0.0.1'],
  [{ version: 6, first: 0n, last: all6 }, '::/0'],
  [{ version: 6, first: 0x2001_0db8n << 96n, last: (0x2001_0db9n << 96n) - 1n }, '2001:db8::/32'],
  [{ version: 6, first: 1n, last: 1n }, '::1'],
  [{ version: 6, first: 1n << 112n, last: (1n << 112n) + 2n }, '1::-1::2'],
  [{ version: 4, first: 0n, last: 0xffff_ffffn, everywhere: true }, '0.0.0.0/0, ::/0'],
] as const)('%o is %s', (range, text) => {
  expect(rangeText(range)).toBe(text)
})

test.each([
  ['the middle', { version: 4, first: 3n, last: 5n }, ['0.0.0.0-0.0.0.2', '0.0.0.6-0.0.0.9']],
  ['all of it', { version: 4, first: 0n, last: 99n }, []],
  ['nothing in common', { version: 4, first: 10n, last: 99n }, null],
  ['the other version', { version: 6, first: 0n, last: 99n }, null],
] as const)('what of a range lies outside of another: %s', (_why, other, want) => {
  expect(rangesBeside({ version: 4, first: 0n, last: 9n }, other)?.map(rangeText) ?? null).toEqual(want)
})

test('everywhere without all of IPv4 is all of IPv6', () => {
  const everywhere: AddressRange = { version: 4, first: 0n, last: 0xffff_ffffn, everywhere: true }
  expect(rangesBeside(everywhere, { version: 4, first: 0n, last: 0xffff_ffffn })?.map(rangeText)).toEqual(['::/0'])
})
