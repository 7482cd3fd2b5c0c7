import { expect, test } from 'vitest'
import { project } from '../../test/ask.ts'
import { podListOf } from './pods.ts'

const { cluster, assumptions } = project(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  replicas: 40
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: db, readinessProbe: {tcpSocket: {port: 5432}}, ports: [{name: sql, containerPort: 5432}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 53, protocol: UDP}]}]}
---
apiVersion: v1
kind: Pod
metadata:
  {name: web-5d9c-abcde, namespace: shop, labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: web-5d9c, controller: true}]}
spec: {containers: [{name: web, image: web}]}
status: {phase: Running, podIP: 10.0.0.7, conditions: [{type: Ready, status: "False"}]}
---
apiVersion: v1
kind: Pod
metadata:
  {name: web-next-77f-abcde, namespace: shop, labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: web-next-77f, controller: true}]}
spec: {containers: [{name: web, image: web}]}
status: {phase: Succeeded}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: shop}
spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: []}}}
---
apiVersion: v1
kind: Pod
metadata: {name: held, namespace: shop}
spec: {containers: [{name: web, image: web}]}
status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
---
assume:
  pods:
    shop/held: {ready: false, ip: 10.0.0.9}
`)

const docOf = (name: string) =>
  [...cluster.all('workload'), ...cluster.all('pod'), ...cluster.all('service')].find(each => each.name === name)!.doc
const listOf = (name: string, most = 3) => podListOf(cluster, assumptions, docOf(name), most)
const inShort = (name: string, most?: number) =>
  listOf(name, most)?.pods.map(pod => `${pod.name} ${pod.ready} ${pod.because} ${pod.address}`.trim())

test('a StatefulSet counts its pods; many are listed in part, with their number', () => {
  expect(inShort('db')).toEqual(['db-0 true probe', 'db-1 true probe', 'db-2 true probe'])
  expect(listOf('db')).toMatchObject({ count: 40, perNode: false, labels: ['app=db'], ports: ['5432 sql'] })
})

test('a Deployment has the Pods that its ReplicaSet owns, with what their status says, and others whose names nobody knows', () => {
  expect(inShort('web')).toEqual(['web-5d9c-abcde false status 10.0.0.7', 'true noProbe', 'true noProbe'])
  expect(listOf('web')).toMatchObject({ count: 3, ports: ['53/UDP'] })
  expect(listOf('web')?.pods[0]?.doc).toBe(docOf('web-5d9c-abcde'))
})

test('a Pod is its own list: finished, or as the project assumes it', () => {
  expect(inShort('web-next-77f-abcde')).toEqual(['web-next-77f-abcde false finished'])
  expect(inShort('held')).toEqual(['held false assumed 10.0.0.9'])
})

test('a DaemonSet has one a node, and what has no pods has no list', () => {
  expect(listOf('agent')).toMatchObject({ count: 1, perNode: true })
  expect(podListOf(cluster, assumptions, cluster.all('service')[0]!.doc, 3)).toBeNull()
})
