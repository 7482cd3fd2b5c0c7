import { type ResourceStatus, statusOf } from '../src/apis/gateway/index.ts'
import { project } from './ask.ts'

export const object = (kind: string, name: string, body: string, group = 'gateway.networking.k8s.io/v1'): string => `---
apiVersion: ${group}
kind: ${kind}
metadata: {name: ${name}, namespace: default}
${body}
`
export const door = `---
apiVersion: v1
kind: Service
metadata: {name: door, namespace: default}
spec: {selector: {app: door}, ports: [{name: web, port: 80}, {name: tls, port: 443}]}
`
export const http = '[{name: web, port: 80, protocol: HTTP}]'
export const gateway = (
  listeners: string,
  more = 'addresses: [{type: Hostname, value: door}]',
  name = 'edge',
): string => object('Gateway', name, `spec: {gatewayClassName: istio, listeners: ${listeners}, ${more}}`)
export const route = (spec: string, status = '', kind = 'HTTPRoute'): string =>
  object(kind, 'r', `spec: ${spec}\n${status}`)
export const entry = object(
  'ServiceEntry',
  'partner',
  'spec: {hosts: [partner.example.com], ports: [{name: web, number: 80, protocol: HTTP}], resolution: DNS}',
  'networking.istio.io/v1',
)

/** The status of one object of a project. */
export function statusIn(yaml: string, kind: string, name: string, assume = ''): ResourceStatus {
  const { cluster, assumptions } = project(yaml, assume)
  const types = [
    'gateway',
    'listenerset',
    'httproute',
    'grpcroute',
    'l4route',
    'backendtlspolicy',
    'xbackend',
    'xbackendtrafficpolicy',
  ] as const
  const found = types.flatMap(type => [...cluster.all(type)]).find(item => item.kind === kind && item.name === name)
  return statusOf(cluster, assumptions, found!)!
}

/** `Type` where it is True for its own reason, else `!Type reason` or `Type reason`. */
export function said(
  { sets }: ResourceStatus,
  about: (set: ResourceStatus['sets'][number]) => boolean = () => true,
): string {
  return sets
    .filter(about)
    .map(({ conditions }) =>
      conditions
        .filter(({ type, status }) => type !== 'Conflicted' || status === 'True')
        .map(({ type, status, reason }) => {
          const mark = status === 'True' ? type : `!${type}`
          return reason === type ? mark : `${mark} ${reason}`
        })
        .join(', '),
    )
    .join(' | ')
}
