import { describe, expect, test } from 'vitest'
import {
  cidrContains,
  compareHostnames,
  compileRegex,
  intersectHostnames,
  matchHostname,
  matchPathPrefix,
  matchSelector,
  normaliseHost,
  parseAddress,
  parseCidr,
} from './index.ts'

describe('hostname', () => {
  test.each([
    ['*.foo.com', 'bar.foo.com', 'oneLabel', true],
    ['*.foo.com', 'a.b.foo.com', 'oneLabel', false],
    ['*.foo.com', 'a.b.foo.com', 'manyLabels', true],
    ['*.foo.com', 'foo.com', 'manyLabels', false],
    ['*.foo.com', 'xfoo.com', 'manyLabels', false],
    ['Foo.com', 'foo.com', 'oneLabel', true],
    ['', 'any.org', 'oneLabel', true],
  ] as const)('%s takes %s (%s): %s', (pattern, host, reach, want) => {
    expect(matchHostname(pattern, host, reach)).toBe(want)
  })

  test.each([
    ['*.example.com', 'a.example.com', 'a.example.com'],
    ['*.example.com', '*.b.example.com', '*.b.example.com'],
    ['a.org', '*.example.com', null],
    ['', 'a.org', 'a.org'],
    ['*.example.com', 'example.com', null],
  ] as const)('%s and %s share %s, both ways', (a, b, want) => {
    expect(intersectHostnames(a, b)).toBe(want)
    expect(intersectHostnames(b, a)).toBe(want)
  })

  test('the most specific comes first', () => {
    expect(['', '*.com', 'a.b.com', '*.b.com'].sort(compareHostnames)).toEqual(['a.b.com', '*.b.com', '*.com', ''])
  })

  test('port and final dot are no part of a host', () => {
    expect(normaliseHost('Shop.Example.com.:8080')).toBe('shop.example.com')
    expect(normaliseHost('[2001:DB8::1]:80')).toBe('[2001:db8::1]')
  })
})

describe('path prefix', () => {
  test.each([
    ['/', '/any', true],
    ['/foo', '/foo', true],
    ['/foo/', '/foo', true],
    ['/aaa/bb', '/aaa/bbb', false],
    ['/foo', '/FOO', false],
    ['/foo', '/foo//x', true],
  ] as const)('%s takes %s: %s', (prefix, path, want) => {
    expect(matchPathPrefix(prefix, path)).toBe(want)
  })
})

describe('selector', () => {
  const labels = new Map([['app', 'web']])
  test.each([
    ['NotIn holds without the key', { key: 'tier', operator: 'NotIn', values: ['x'] }, true],
    ['DoesNotExist', { key: 'tier', operator: 'DoesNotExist', values: [] }, true],
    ['In', { key: 'app', operator: 'In', values: ['api', 'web'] }, true],
    ['Exists', { key: 'tier', operator: 'Exists', values: [] }, false],
  ] as const)('%s', (_, expression, want) => {
    expect(matchSelector({ matchLabels: [], matchExpressions: [expression] }, labels)).toBe(want)
  })
})

describe('cidr', () => {
  test.each([
    ['192.168.242.213/24', '192.168.242.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::/32', '2001:db8::5', true],
    ['0.0.0.0/0', '255.255.255.255', true],
  ] as const)('%s holds %s: %s', (cidr, address, want) => {
    expect(cidrContains(parseCidr(cidr)!, parseAddress(address)!)).toBe(want)
  })

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0/8', '300.0.0.0/8', '010.0.0.0/8', 'x/8', '10.0.0.0/-1', ''])(
    '%s is none',
    text => {
      expect(parseCidr(text)).toBeNull()
    },
  )
})

describe('regex', () => {
  test('a pattern that backtracks for ever elsewhere is answered at once', () => {
    const made = compileRegex('(a+)+$')
    expect(made.ok && made.regex.full(`${'a'.repeat(5000)}b`)).toBe(false)
  })

  test.each(['(?=a)', '(a)\\1', 'x{1001}', '['])('%s is outside the dialect', source => {
    expect(compileRegex(source).ok).toBe(false)
  })
})
