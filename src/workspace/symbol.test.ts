import { describe, expect, test } from 'vitest'
import { planned, workbench } from '../../test/workbench.ts'

const text = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: the-class
spec:
  controllerName: example.com/any
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
spec:
  gatewayClassName: the-class
  listeners:
    - name: web
      port: 443
      protocol: HTTPS
      tls:
        certificateRefs:
          - name: cert
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata:
  name: grpc
spec:
  parentRefs:
    - name: edge # the parent
      sectionName: web
  rules:
    - filters:
        - type: RequestMirror
          requestMirror:
            backendRef:
              name: cart # mirrored
              port: 80
      backendRefs:
        - name: cart # behind
          port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: old
  annotations:
    konghq.com/plugins: limits, cors
spec:
  tls:
    - secretName: cert
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: cart # of the ingress
                port:
                  name: http
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata:
  name: cors
plugin: cors
---
apiVersion: v1
kind: Secret
metadata:
  name: cert
type: Opaque
---
apiVersion: v1
kind: Service
metadata:
  name: cart
spec:
  selector:
    app: cart
  ports:
    - name: http
      port: 80
      targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart-pods
spec:
  replicas: 2
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: c
          image: c
          ports:
            - containerPort: 8080
      volumes:
        - name: v
          secret:
            secretName: cert
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: mesh
spec:
  hosts:
    - cart.example
  http:
    - route:
        - destination:
            host: cart.default.svc.cluster.local
            subset: v1
            port:
              number: 80
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: rule
spec:
  host: cart
  subsets:
    - name: v1
      labels:
        version: v1
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: lost
spec:
  parentRefs:
    - name: nowhere
`

const bench = workbench(text)

describe('what a field names is declared at', () => {
  test.each([
    ['a class', 'gatewayClassName: the', ['name: the-class']],
    ['a parent', '- name: ed', ['name: edge']],
    ['a listener', 'sectionName: w', ['- name: web']],
    ['a backend in a filter', 'name: cart', ['name: cart']],
    ['a port', 'port: 80', ['port: 80']],
    ['a port by name', 'port:\n                  name: ht', ['port: 80']],
    ['a Secret of a listener', 'name: ce', ['name: cert']],
    ['a subset', 'subset: v', ['- name: v1']],
    ['a host', 'host: cart.def', ['name: cart']],
    ['the host of a DestinationRule', 'spec:\n  host: ca', ['name: cart']],
    ['a plugin', 'plugins: lim', []],
    ['pods of a selector', 'selector:\n    app: ca', ['app: cart']],
    ['nothing', 'controllerName: ex', []],
    ['what is missing', 'name: now', []],
  ])('%s (%s)', (_, at, lines) => {
    expect(bench.symbol(at, 'definitions')).toEqual(lines)
  })
})

describe('every field that names', () => {
  test.each([
    ['a Gateway', 'metadata:\n  name: ed', ['- name: edge # the parent']],
    ['a listener', '- name: we', ['sectionName: web']],
    [
      'a Service, of whatever kind',
      'kind: Serv',
      [
        'name: cart # mirrored',
        '- name: cart # behind',
        'name: cart # of the ingress',
        'host: cart.default.svc.cluster.local',
        'host: cart',
      ],
    ],
    ['a port, by number or name', '- name: http\n      port: 8', ['port: 80', 'port: 80', 'name: http', 'number: 80']],
    ['a subset', 'subsets:\n    - name: v', ['subset: v1']],
    ['a Secret', 'kind: Secr', ['- name: cert', '- secretName: cert', 'secretName: cert']],
  ])('%s', (_, at, lines) => {
    expect(bench.symbol(at, 'uses').sort()).toEqual([...lines].sort())
  })
})

test('what it is now is said', () => {
  expect(bench.meaning('name: now')).toEqual(['symbol.missing'])
  expect(bench.meaning('host: cart.def')).toEqual(['symbol.is', 'symbol.endpoints', 'symbol.used'])
  expect(bench.meaning('selector:\n    app: ca')).toEqual(['symbol.selects'])
  expect(bench.meaning('- name: ed')).toEqual(['symbol.is', 'symbol.listens', 'symbol.used'])
  expect(bench.meaning('controllerName: ex')).toEqual([])
})

describe('a new name is followed by every kind that names it', () => {
  test.each([
    ['Service', 'cart', 5],
    ['Gateway', 'edge', 1],
    ['GatewayClass', 'the-class', 1],
    ['Secret', 'cert', 3],
    ['KongPlugin', 'cors', 1],
  ])('%s %s', (kind, name, uses) => {
    const doc = bench.doc(kind, name)
    const after = planned(bench, { kind: 'rename', doc, name: 'other' })
    const changed = after.split('\n').filter((line, i) => line !== text.split('\n')[i])
    expect(changed).toHaveLength(uses + 1)
    expect(changed.every(line => line.includes('other'))).toBe(true)
    // And back again, to the byte.
    const back = workbench(after)
    expect(planned(back, { kind: 'rename', doc: back.doc(kind, 'other'), name })).toBe(text)
  })
})
