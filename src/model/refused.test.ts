import { expect, test } from 'vitest'
import type { DocId } from '../text/index.ts'
import { readPlain } from '../yaml/index.ts'
import { decode } from './index.ts'

/** What an API server would refuse of a text, as `code path`. */
function refused(text: string): string[] {
  const read = readPlain(text)
  if (!read.ok) throw new Error(read.message)
  return decode('d' as DocId, read.value, () => null)
    .problems.filter(({ severity }) => severity !== 'info')
    .map(({ code, at }) => `${code} ${at.path.join('.')}`.trim())
}
const ingress = (spec: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {${spec}}}`
const route = (spec: string): string =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {${spec}}}`
const path = 'http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: x, port: {number: 80}}}}]}'

test.each([
  ['a kind without its capital', '{apiVersion: v1, kind: service, metadata: {name: a}}', ['model.kindMisspelt kind']],
  [
    'a kind with a letter too few',
    '{apiVersion: apps/v1, kind: Deploymnt, metadata: {name: a}}',
    ['model.kindMisspelt kind'],
  ],
  [
    'no kind of another project',
    '{apiVersion: configuration.konghq.com/v1beta1, kind: UDPIngress, metadata: {name: a}}',
    [],
  ],
  ['no kind that is only unknown here', '{apiVersion: v1, kind: LimitRange, metadata: {name: a}}', []],
  [
    'a group that is gone',
    '{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: a}}',
    ['model.kindElsewhere apiVersion'],
  ],
  ['a host in capitals', ingress(`rules: [{host: Shop.example, ${path}}]`), ['model.badHostname spec.rules.0.host']],
  [
    'a star within a name',
    ingress(`rules: [{host: "a.*.example", ${path}}]`),
    ['ingress.badWildcard spec.rules.0.host'],
  ],
  ['a star for the first label', ingress(`rules: [{host: "*.example", ${path}}]`), []],
  [
    'a port given twice',
    ingress('defaultBackend: {service: {name: x, port: {number: 80, name: web}}}'),
    ['ingress.portTwice spec.defaultBackend.service.port'],
  ],
  [
    'hostnames that are none',
    route('hostnames: ["a b", "", "ok.example", "*.example"]'),
    ['model.badHostname spec.hostnames.0', 'model.badHostname spec.hostnames.1'],
  ],
  ['values of a chart', '{replicaCount: 2, image: {tag: x}}', []],
  ['a description of a chart', '{apiVersion: v2, name: a, version: 1.0.0}', []],
  [
    'a kustomization without a name',
    '{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: [a.yaml]}',
    [],
  ],
  ['an object without its kind', '{apiVersion: v1, metadata: {name: a}}', ['model.required kind']],
])('%s', (_, text, want) => expect(refused(text)).toEqual(want))
