import type { Words } from '../../report/index.ts'

/** Reasons of the mesh: proxies, registries, destinations. */
export const istioWords = {
  'mesh.ownProxy': { en: '{pod} brings its own istio-proxy.', ko: '{pod}에는 istio-proxy가 직접 들어 있습니다.' },
  'mesh.gatewayPod': { en: '{pod} is a gateway proxy.', ko: '{pod|은/는} 게이트웨이 프록시입니다.' },
  'mesh.runsWithout': {
    en: '{pod} runs already, and without a sidecar.',
    ko: '{pod|은/는} 이미 사이드카 없이 실행 중입니다.',
  },
  'mesh.hostNetwork': {
    en: '{pod} uses the network of its node: no sidecar is injected.',
    ko: '{pod|은/는} 노드의 네트워크를 쓰므로 사이드카가 주입되지 않습니다.',
  },
  'mesh.systemNamespace': {
    en: 'No sidecar is injected in namespace {namespace}.',
    ko: '네임스페이스 {namespace}에는 사이드카가 주입되지 않습니다.',
  },
  'mesh.podRefuses': { en: '{pod} asks for no sidecar.', ko: '{pod|은/는} 사이드카를 거부합니다.' },
  'mesh.podAsks': { en: '{pod} asks for a sidecar.', ko: '{pod|이/가} 사이드카를 요청합니다.' },
  'mesh.namespaceRefuses': {
    en: 'Namespace {namespace} turns sidecar injection off.',
    ko: '네임스페이스 {namespace|이/가} 사이드카 주입을 끕니다.',
  },
  'mesh.namespaceAsks': {
    en: 'Namespace {namespace} has sidecars injected.',
    ko: '네임스페이스 {namespace}에는 사이드카가 주입됩니다.',
  },
  'mesh.namespaceSilent': {
    en: 'Nothing asks for a sidecar: {pod} is outside the mesh.',
    ko: '사이드카를 요청하는 것이 없어 {pod|은/는} 메시 밖에 있습니다.',
  },
  'assume.injected': {
    en: 'No document declares namespace {namespace}: its pods are taken to have sidecars (assume.mesh.injection).',
    ko: '네임스페이스 {namespace|을/를} 선언한 문서가 없어 파드에 사이드카가 있다고 봅니다(assume.mesh.injection).',
  },
  'assume.notInjected': {
    en: 'No document declares namespace {namespace}: its pods are taken to have no sidecars (assume.mesh.injection).',
    ko: '네임스페이스 {namespace|을/를} 선언한 문서가 없어 파드에 사이드카가 없다고 봅니다(assume.mesh.injection).',
  },
  'assume.gatewayExists': {
    en: 'No pods in the project run this Gateway: a proxy {proxy} with the usual ports (80, 443) is taken to exist.',
    ko: '이 게이트웨이를 실행하는 파드가 프로젝트에 없어, 일반적인 포트(80, 443)의 프록시 {proxy|이/가} 있다고 봅니다.',
  },
  'mesh.noHost': {
    en: 'Nothing that the client can see has the host {host}.',
    ko: '클라이언트가 볼 수 있는 것 중 호스트 {host|을/를} 가진 것이 없습니다.',
  },
  'mesh.noPort': {
    en: '{host} has no port {port}.',
    ko: '{host}에 포트 {port|이/가} 없습니다.',
  },
  'mesh.noSubset': {
    en: 'No DestinationRule that the client can see gives {host} a subset {subset}.',
    ko: '클라이언트가 볼 수 있는 DestinationRule 중 {host}에 서브셋 {subset|을/를} 주는 것이 없습니다.',
  },
  'mesh.noEndpoint': {
    en: '{host} has nothing behind port {port}: the client sees 503.',
    ko: '{host}의 포트 {port} 뒤에 아무것도 없어 클라이언트는 503을 받습니다.',
  },
  'mesh.emptySubset': {
    en: 'No endpoint of {host} is in subset {subset}: the client sees 503.',
    ko: '{host}의 엔드포인트 중 서브셋 {subset}에 속한 것이 없어 클라이언트는 503을 받습니다.',
  },
  'mesh.destinationRule': {
    en: '{rule} is the rule for {host}.',
    ko: '{host}에는 {rule|이/가} 적용됩니다.',
  },
  'mesh.subset': {
    en: '{rule} makes subset {subset} of {host}: {labels}.',
    ko: '{rule|이/가} {host}의 서브셋 {subset|을/를} 정합니다: {labels}.',
  },
  'mesh.consistentHash': {
    en: 'Requests with the same {by} keep going to the same endpoint of {host}; which one is not known.',
    ko: '{by|이/가} 같은 요청은 {host}의 같은 엔드포인트로 계속 갑니다. 어느 것인지는 알 수 없습니다.',
  },
  'mesh.loadBalancer': {
    en: 'Endpoints of {host} are chosen by {by}.',
    ko: '{host}의 엔드포인트는 {by|으로/로} 고릅니다.',
  },
  'mesh.ownPort': {
    en: 'Port {port} is the sidecar’s own: it takes no traffic there.',
    ko: '포트 {port|은/는} 사이드카 자신의 것이라 트래픽을 받지 않습니다.',
  },
  'mesh.serverFirst': {
    en: 'Port {port} of {host} declares no protocol: the sidecar waits for the first bytes of the client, and the client for the server.',
    ko: '{host}의 포트 {port|은/는} 프로토콜을 선언하지 않아 사이드카는 클라이언트의 첫 바이트를, 클라이언트는 서버를 기다립니다.',
  },
  'mesh.sniffed': {
    en: 'Port {port} of {host} declares no protocol: the sidecar looks at the first bytes and finds HTTP.',
    ko: '{host}의 포트 {port|은/는} 프로토콜을 선언하지 않아 사이드카가 첫 바이트를 보고 HTTP로 판단합니다.',
  },
  'mesh.passthrough': {
    en: 'No service that the sidecar knows is {host} on port {port}: the connection goes on to where it was dialled.',
    ko: '사이드카가 아는 서비스 중 포트 {port}의 {host|이/가} 없어 연결은 원래 목적지로 갑니다.',
  },
  'mesh.registryOnly': {
    en: 'No service that the sidecar knows is {host} on port {port}, and nothing else is let out (REGISTRY_ONLY).',
    ko: '사이드카가 아는 서비스 중 포트 {port}의 {host|이/가} 없고, 그 밖의 것은 내보내지 않습니다(REGISTRY_ONLY).',
  },
  'mesh.noVirtualService': {
    en: 'No VirtualService applies to {host}.',
    ko: '{host}에 적용되는 VirtualService가 없습니다.',
  },
  'mesh.virtualService': {
    en: '{route} applies to {host} (by its host {pattern}).',
    ko: '{host}에는 {route|이/가} 적용됩니다(호스트 {pattern}).',
  },
  'mesh.virtualServiceBeaten': {
    en: '{route} has the host too, but {winner} is older or more exact.',
    ko: '{route}도 이 호스트를 가지지만 {winner|이/가} 더 오래되었거나 더 정확합니다.',
  },
  'mesh.runsGateway': {
    en: 'Istio runs {gateway}: the rules of the mesh hold for what it forwards.',
    ko: '{gateway|은/는} Istio가 실행하므로 전달하는 트래픽에 메시의 규칙이 적용됩니다.',
  },
  'mesh.noProxyForTls': {
    en: '{pod} has no proxy that could end the mutual TLS of the mesh: the handshake fails.',
    ko: '{pod}에는 메시의 상호 TLS를 끝낼 프록시가 없어 핸드셰이크가 실패합니다.',
  },
  'mesh.deafApplication': {
    en: 'The application of {pod} does not listen on port {port} at the address that its proxy dials ({dialled}).',
    ko: '{pod}의 애플리케이션은 프록시가 연결하는 주소({dialled})에서 포트 {port|을/를} 받지 않습니다.',
  },
  'gateway.noListener': {
    en: '{proxy} listens to nothing on port {port}.',
    ko: '{proxy|은/는} 포트 {port}에서 아무것도 받지 않습니다.',
  },
  'gateway.notDialled': {
    en: 'No Service in front of {proxy} has port {port}.',
    ko: '{proxy} 앞의 서비스 중 포트 {port|을/를} 가진 것이 없습니다.',
  },
  'gateway.notHttp': {
    en: '{proxy} reads plain HTTP on port {port}, and the client speaks something else.',
    ko: '{proxy|은/는} 포트 {port}에서 평문 HTTP를 읽지만 클라이언트는 다른 것을 보냅니다.',
  },
  'gateway.plainOnTls': {
    en: '{proxy} expects TLS on port {port}, and the client speaks plain text: the connection is closed.',
    ko: '{proxy|은/는} 포트 {port}에서 TLS를 기대하지만 클라이언트가 평문을 보내 연결이 닫힙니다.',
  },
  'gateway.noSni': {
    en: 'No server of {proxy} on port {port} has the name {sni}: the connection is closed.',
    ko: '포트 {port}에서 {proxy}의 서버 중 이름이 {sni}인 것이 없어 연결이 닫힙니다.',
  },
  'gateway.noClientCertificate': {
    en: '{proxy} asks for a client certificate on port {port}, and the client shows none.',
    ko: '{proxy|은/는} 포트 {port}에서 클라이언트 인증서를 요구하지만 클라이언트가 보이지 않습니다.',
  },
  'gateway.server': {
    en: '{proxy} takes it for {gateway} (server on port {port}).',
    ko: '{proxy|이/가} {gateway}의 서버(포트 {port})로 받습니다.',
  },
  'gateway.serverDropped': {
    en: '{gateway} has a server on port {port} too; it is left out, for the port or one of its hosts is taken.',
    ko: '{gateway}에도 포트 {port} 서버가 있지만, 포트나 호스트가 이미 쓰이고 있어 빠집니다.',
  },
  'gateway.noHost': {
    en: 'No route of the Gateway has the host {host}: the client sees 404. Hosts: {hosts}.',
    ko: '게이트웨이의 라우트 중 호스트 {host|을/를} 가진 것이 없어 클라이언트는 404를 받습니다. 호스트: {hosts}.',
  },
  'gateway.host': {
    en: '{host} is taken by the routes of {pattern}.',
    ko: '{host|은/는} {pattern}의 라우트가 받습니다.',
  },
  'gateway.httpsRedirect': {
    en: 'The server sends everything for {host} to https.',
    ko: '서버가 {host}에 대한 모든 요청을 https로 보냅니다.',
  },
} as const satisfies Words
