import type { Field } from '../field.ts'
import type { IstioGatewayResource, IstioServer, IstioServerTlsMode } from '../istio.ts'
import type { Meta } from '../resource.ts'

const modes: readonly IstioServerTlsMode[] = [
  'PASSTHROUGH',
  'SIMPLE',
  'MUTUAL',
  'AUTO_PASSTHROUGH',
  'ISTIO_MUTUAL',
  'OPTIONAL_MUTUAL',
]

export function decodeIstioGateway(root: Field, meta: Meta): IstioGatewayResource {
  return {
    ...meta,
    type: 'istiogateway',
    selector: root.at('spec', 'selector').stringMap(),
    servers: root
      .at('spec', 'servers')
      .items()
      .flatMap(server => decodeServer(server, meta)),
  }
}

/** A server without a port number is reported and left out. */
function decodeServer(server: Field, meta: Meta): IstioServer[] {
  const number = server.at('port', 'number')
  const port = number.port()
  if (!number.present) number.missing()
  const protocol = server.at('port', 'protocol').required()
  const hosts = server
    .get('hosts')
    .items()
    .flatMap(item => {
      const text = item.string()
      if (text === null) return []
      const slash = text.indexOf('/')
      const namespace = slash < 0 ? '*' : text.slice(0, slash)
      return [
        {
          namespace: namespace === '.' ? meta.namespace : namespace,
          host: text.slice(slash + 1).toLowerCase(),
          at: item.path,
        },
      ]
    })
  if (hosts.length === 0) server.get('hosts').missing()
  const tls = server.get('tls')
  if (port === null || protocol === null) return []
  return [
    {
      port: { number: port, name: server.at('port', 'name').string() ?? '', protocol: protocol.toUpperCase() },
      hosts,
      tls: tls.present
        ? {
            httpsRedirect: tls.get('httpsRedirect').boolean() ?? false,
            mode: tls.get('mode').oneOf(modes) ?? 'PASSTHROUGH',
            credentialName: tls.get('credentialName').string(),
            serverCertificate: tls.get('serverCertificate').string() ?? '',
            privateKey: tls.get('privateKey').string() ?? '',
            at: tls.path,
          }
        : null,
      bind: server.get('bind').string() ?? '',
      name: server.get('name').string() ?? '',
      at: server.path,
    },
  ]
}
