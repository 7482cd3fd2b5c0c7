import type { Words } from '../report/index.ts'

/** The verdicts and what led to them. */
export const flowWords = {
  'flow.delivered': { en: 'Delivered to {pods} on port {port}.', ko: '{pods}의 포트 {port|으로/로} 전달됩니다.' },
  'flow.refused': { en: 'Refused at {pod} by {policies}.', ko: '{pod}에서 {policies}에 의해 거부됩니다.' },
  'flow.redirected': {
    en: 'Redirected with {status} to {location}.',
    ko: '{status} 응답으로 {location|으로/로} 리다이렉트됩니다.',
  },
  'flow.responded': {
    en: 'The proxy itself answers with {status}, as the route says.',
    ko: '라우트에 적힌 대로 프록시가 직접 {status|으로/로} 응답합니다.',
  },
  'fault.delay': {
    en: 'The route holds {percent} of the requests back by {delay}.',
    ko: '라우트가 요청의 {percent|을/를} {delay} 지연시킵니다.',
  },
  'fault.abort': {
    en: 'The route aborts {percent} of the requests with {status}.',
    ko: '라우트가 요청의 {percent|을/를} {status|으로/로} 중단합니다.',
  },
  'flow.preflight': {
    en: 'The proxy itself answers the CORS preflight with {status}.',
    ko: '프록시가 CORS 프리플라이트에 직접 {status|으로/로} 응답합니다.',
  },
  'flow.triesAnswered': {
    en: 'Answered with {status} after {count| try/ tries}.',
    ko: '{count}번 시도한 뒤 {status|으로/로} 응답합니다.',
  },
  'flow.triesTimeout': {
    en: 'Timed out ({limit}) after {count| try/ tries}: the client sees 504.',
    ko: '{count}번 시도한 뒤 시간이 초과되어({limit}) 클라이언트는 504를 받습니다.',
  },
  'flow.triesReset': {
    en: 'The connection was reset {count| time/ times}: the client sees 503.',
    ko: '연결이 {count}번 끊겨 클라이언트는 503을 받습니다.',
  },
  'flow.noStreamRoute': {
    en: 'No route takes the connection to {sni} on port {port}: it is closed.',
    ko: '포트 {port}의 {sni} 연결을 받는 라우트가 없어 연결이 닫힙니다.',
  },
  'flow.noRoute': {
    en: 'No route takes {host}{path}: the client sees 404.',
    ko: '{host}{path|을/를} 받는 라우트가 없습니다. 클라이언트는 404를 받습니다.',
  },
  'flow.unknown': { en: 'Not simulated yet ({feature}).', ko: '아직 시뮬레이션하지 않음({feature}).' },
  'flow.badUrl': {
    en: '{url} is no URL, such as http://shop.example.com/cart.',
    ko: '{url|은/는} http://shop.example.com/cart 같은 URL이 아닙니다.',
  },
  'flow.noSource': {
    en: 'No pod or workload {pod} is in the project.',
    ko: '프로젝트에 파드나 워크로드 {pod|이/가} 없습니다.',
  },
  'flow.noTarget': { en: 'Nothing in the project is {pod}.', ko: '프로젝트에 {pod|이/가} 없습니다.' },
  'flow.noPort': { en: 'The pod has no port named {pod}.', ko: '파드에 이름이 {pod}인 포트가 없습니다.' },
  'flow.noEntry': { en: 'The project has no {entry}.', ko: '프로젝트에 {entry|이/가} 없습니다.' },
  'flow.noDoor': {
    en: 'Nothing in the project listens for {host} on port {port}.',
    ko: '프로젝트에 포트 {port}에서 {host|을/를} 받는 것이 없습니다.',
  },
  'listener.chosen': {
    en: 'Listener {listener} (port {port}, {host}) takes {got}.',
    ko: '리스너 {listener}(포트 {port}, {host})가 {got|을/를} 받습니다.',
  },
  'listener.noPort': {
    en: '{entry} has no listener on port {port}: the connection is refused.',
    ko: '{entry}에 포트 {port} 리스너가 없어 연결이 거부됩니다.',
  },
  'listener.noTls': {
    en: '{entry} does not speak TLS on port {port}.',
    ko: '{entry|은/는} 포트 {port}에서 TLS를 쓰지 않습니다.',
  },
  'listener.plainOnTls': {
    en: '{entry} expects TLS on port {port}, and the client speaks plain HTTP.',
    ko: '{entry|은/는} 포트 {port}에서 TLS를 기대하지만 클라이언트는 평문 HTTP를 씁니다.',
  },
  'listener.noHost': {
    en: 'No listener of {entry} on port {port} takes the host {host}.',
    ko: '{entry}의 포트 {port} 리스너 중 호스트 {host|을/를} 받는 것이 없습니다.',
  },
  'listener.noSni': {
    en: 'No listener of {entry} on port {port} takes the server name {sni}: the handshake fails.',
    ko: '{entry}의 포트 {port} 리스너 중 서버 이름 {sni|을/를} 받는 것이 없어 핸드셰이크가 실패합니다.',
  },
  'listener.misdirected': {
    en: 'The server name {sni} and the host {host} belong to different listeners: 421 Misdirected Request.',
    ko: '서버 이름 {sni|과/와} 호스트 {host|이/가} 서로 다른 리스너에 속합니다: 421 Misdirected Request.',
  },
  'tls.certificate': {
    en: 'The client is shown the certificate of Secret {secret}.',
    ko: '클라이언트에게 시크릿 {secret}의 인증서를 보여 줍니다.',
  },
  'tls.noCertificate': { en: 'The listener has no certificate for {sni}.', ko: '리스너에 {sni}의 인증서가 없습니다.' },
  'tls.noClientCertificate': {
    en: 'The Gateway asks clients for a certificate, and this one shows none: the handshake fails.',
    ko: '게이트웨이가 클라이언트 인증서를 요구하지만 이 클라이언트는 제시하지 않아 핸드셰이크가 실패합니다.',
  },
  'tls.clientMayShowNone': {
    en: 'The Gateway asks clients for a certificate, but also lets in those without a valid one.',
    ko: '게이트웨이가 클라이언트 인증서를 요구하지만, 유효한 인증서가 없는 클라이언트도 받습니다.',
  },
  'tls.certificateAbsent': {
    en: 'No file declares Secret {secret}, though they declare other certificates of its namespace.',
    ko: '이 네임스페이스의 다른 인증서는 있지만 시크릿 {secret|은/는} 어느 파일에도 없습니다.',
  },
  'tls.certificateInvalid': {
    en: 'Secret {secret} holds no usable certificate.',
    ko: '시크릿 {secret}에 쓸 수 있는 인증서가 없습니다.',
  },
  'tls.certificateRefused': {
    en: 'No ReferenceGrant lets the Gateway use Secret {secret}.',
    ko: '게이트웨이가 시크릿 {secret|을/를} 쓰도록 허용하는 ReferenceGrant가 없습니다.',
  },
  'route.taken': { en: '{route} takes it: {match}.', ko: '{route|이/가} 받습니다: {match}.' },
  'route.mayMatch': {
    en: '{route} may take it: {match} is not simulated.',
    ko: '{route|이/가} 받을 수도 있습니다: {match|은/는} 시뮬레이션하지 않습니다.',
  },
  'route.outranked': {
    en: '{route} ({match}) would take it too, but {winner} comes first.',
    ko: '{route}({match})도 받을 수 있지만 {winner|이/가} 먼저입니다.',
  },
  'route.failed.host': {
    en: '{route} wants host {want}, not {got}.',
    ko: '{route|은/는} 호스트 {want|을/를} 원하지만 {got}입니다.',
  },
  'route.failed.path': {
    en: '{route} wants path {want}, not {got}.',
    ko: '{route|은/는} 경로 {want|을/를} 원하지만 {got}입니다.',
  },
  'route.failed.method': {
    en: '{route} ({match}) wants method {want}, not {got}.',
    ko: '{route}({match})은 메서드 {want|을/를} 원하지만 {got}입니다.',
  },
  'route.failed.header': {
    en: '{route} ({match}) wants header {name}: {want}; the request has {got}.',
    ko: '{route}({match})은 헤더 {name}: {want|을/를} 원하지만 요청에는 {got}입니다.',
  },
  'route.failed.query': {
    en: '{route} ({match}) wants parameter {name}={want}; the request has {got}.',
    ko: '{route}({match})은 매개변수 {name}={want|을/를} 원하지만 요청에는 {got}입니다.',
  },
  'route.lacks.header': {
    en: '{route} ({match}) wants header {name}: {want}, which the request does not have.',
    ko: '{route}({match})은 헤더 {name}: {want|을/를} 원하지만 요청에 그 헤더가 없습니다.',
  },
  'route.lacks.query': {
    en: '{route} ({match}) wants parameter {name}={want}, which the request does not have.',
    ko: '{route}({match})은 매개변수 {name}={want|을/를} 원하지만 요청에 그 매개변수가 없습니다.',
  },
  'route.failed.unknown': { en: '{route} hangs on {want}.', ko: '{route|은/는} {want}에 달려 있습니다.' },
  'route.shadowed': {
    en: 'No request reaches {match}: {winner} ({by}) takes everything first, for example {witness}.',
    ko: '{match}에 닿는 요청이 없습니다. {winner}({by})가 먼저 모두 받습니다. 예: {witness}.',
  },
  'route.session': {
    en: 'Later requests of one session ({by}) go where its first one went; the shares are those of first requests.',
    ko: '같은 세션({by})의 이후 요청은 첫 요청과 같은 곳으로 갑니다. 비율은 첫 요청 기준입니다.',
  },
  'route.partlyShadowed': {
    en: 'For {hosts} on {listeners} no request reaches {match}: {winner} ({by}) takes everything first, for example {witness}.',
    ko: '{listeners}의 {hosts}에서는 {match}에 닿는 요청이 없습니다. {winner}({by})가 먼저 모두 받습니다. 예: {witness}.',
  },
  'route.otherHosts': {
    en: '{count| more route is/ more routes are} for other hosts.',
    ko: '다른 호스트를 위한 라우트가 {count}개 더 있습니다.',
  },
  'route.otherPaths': {
    en: '{count| more route is/ more routes are} for other paths.',
    ko: '다른 경로를 위한 라우트가 {count}개 더 있습니다.',
  },
  'backend.chosen': {
    en: '{share} of the requests go to {backend}.',
    ko: '요청의 {share|이/가} {backend|으로/로} 갑니다.',
  },
  'backend.chosenSubset': {
    en: '{share} of the requests go to subset {subset} of {backend}.',
    ko: '요청의 {share|이/가} {backend}의 서브셋 {subset|으로/로} 갑니다.',
  },
  'inbound.served': {
    en: "The pod's proxy serves port {port} as {protocol}.",
    ko: '파드의 프록시는 포트 {port|을/를} {protocol|으로/로} 다룹니다.',
  },
  'inbound.passedOn': {
    en: "Nothing tells the pod's proxy what port {port} speaks: what comes is passed on.",
    ko: '포트 {port}에서 무엇을 말하는지 파드의 프록시에 알려 주는 것이 없어 그대로 넘깁니다.',
  },
  'backend.allZero': {
    en: 'All backends have weight 0: the client sees 500.',
    ko: '모든 백엔드의 가중치가 0입니다. 클라이언트는 500을 받습니다.',
  },
  'gateway.noBackendRefs': {
    en: 'The rule names no backend and no redirect: the client sees 500.',
    ko: '규칙에 백엔드도 리다이렉트도 없습니다. 클라이언트는 500을 받습니다.',
  },
  'gateway.backend.notFound': {
    en: '{service} does not exist: its share sees 500.',
    ko: '{service|이/가} 없어 그 몫의 요청은 500을 받습니다.',
  },
  'gateway.backend.notPermitted': {
    en: 'No ReferenceGrant lets the route reach {service}: its share sees 500.',
    ko: '라우트가 {service}에 닿도록 허용하는 ReferenceGrant가 없어 그 몫의 요청은 500을 받습니다.',
  },
  'gateway.backend.portMissing': {
    en: 'The reference to {service} names no port: its share sees 500.',
    ko: '{service} 참조에 포트가 없어 그 몫의 요청은 500을 받습니다.',
  },
  'gateway.backend.portNotFound': {
    en: '{service} has no such port: its share sees 500.',
    ko: '{service}에 그 포트가 없어 그 몫의 요청은 500을 받습니다.',
  },
  'gateway.backend.certificateMismatch': {
    en: 'The certificate that the pods of {service} mount is not made out to the names its BackendTLSPolicy asks for.',
    ko: '{service}의 파드가 마운트한 인증서에 BackendTLSPolicy가 요구하는 이름이 없습니다.',
  },
  'gateway.backend.tlsPolicyInvalid': {
    en: 'The BackendTLSPolicy of {service} is not valid, so nothing is sent: the client sees 502.',
    ko: '{service}의 BackendTLSPolicy가 올바르지 않아 아무것도 보내지 않습니다. 클라이언트는 502를 받습니다.',
  },
  'gateway.backend.invalidKind': {
    en: 'The backend {service} is of a kind that is no Service: its share sees 500.',
    ko: '백엔드 {service|이/가} 서비스가 아닌 종류여서 그 몫의 요청은 500을 받습니다.',
  },
  'ingress.backend.notFound': {
    en: '{service} does not exist: the client sees 503.',
    ko: '{service|이/가} 없어 클라이언트는 503을 받습니다.',
  },
  'ingress.backend.portNotFound': {
    en: '{service} has no such port: the client sees 503.',
    ko: '{service}에 그 포트가 없어 클라이언트는 503을 받습니다.',
  },
  'service.endpoints': {
    en: 'Ready pods behind {service} port {port}: {count}.',
    ko: '{service} 포트 {port} 뒤의 준비된 파드: {count}개.',
  },
  'service.noEndpoint': {
    en: '{service} port {port} has no ready pod.',
    ko: '{service} 포트 {port}에 준비된 파드가 없습니다.',
  },
  'service.takesNone': {
    en: 'Its selector {selector} takes no pod of this project.',
    ko: '셀렉터 {selector|이/가} 고르는 파드가 이 프로젝트에 없습니다.',
  },
  'service.headless': {
    en: '{service} is headless: its name stands for the pods, which are dialled at port {port} as it is.',
    ko: '{service|은/는} 헤드리스이므로 이름이 곧 파드를 가리키고, 파드의 포트 {port|으로/로} 그대로 연결합니다.',
  },
  'service.shutOut': {
    en: 'The load balancer of {service} lets in {ranges} only, and the client is {client}.',
    ko: '{service}의 로드 밸런서는 {ranges}만 들여보내는데 클라이언트는 {client}입니다.',
  },
  'service.noSuchPort': {
    en: '{service} has no port {port} {protocol}.',
    ko: '{service}에 포트 {port} {protocol|이/가} 없습니다.',
  },
  'service.targetPortMissing': {
    en: '{pod} has no container port named {name}.',
    ko: '{pod}에 이름이 {name}인 컨테이너 포트가 없습니다.',
  },
  'service.noReplicas': { en: '{pod} has no replicas.', ko: '{pod}의 레플리카가 없습니다.' },
  'service.notReady': { en: '{pod} is not ready.', ko: '{pod|이/가} 준비되지 않았습니다.' },
  'assume.unreadKey': {
    en: 'No assumption is called {key}; it changes nothing.',
    ko: '{key|이라는/라는} 가정은 없어 아무것도 바꾸지 않습니다.',
  },
  'assume.clientIp': {
    en: 'Assumed: the client outside has the address {address}.',
    ko: '가정: 외부 클라이언트의 주소는 {address}입니다.',
  },
  'assume.podExists': {
    en: 'Assumed: a pod with {labels} in {namespace}.',
    ko: '가정: {namespace}에 {labels} 파드가 있습니다.',
  },
  'assume.answers200': {
    en: 'Assumed: the application answers at once with 200.',
    ko: '가정: 애플리케이션은 바로 200으로 응답합니다.',
  },
  'assume.dnsLeadsTo': {
    en: 'Assumed: {host} leads to {entry}.',
    ko: '가정: {host|은/는} {entry|으로/로} 연결됩니다.',
  },
  'assume.dnsLeadsToOneOf': {
    en: 'Assumed: {host} leads to {entry}; {others} could take it as well.',
    ko: '가정: {host|은/는} {entry|으로/로} 연결됩니다. {others|도/도} 받을 수 있습니다.',
  },
  'assume.certificateMounted': {
    en: 'Assumed: the backend shows the certificate of Secret {secret}, which its pods mount.',
    ko: '가정: 백엔드는 파드가 마운트한 시크릿 {secret}의 인증서를 제시합니다.',
  },
  'assume.secretExists': {
    en: 'Assumed: Secret {secret}, which no file here declares, holds a certificate.',
    ko: '가정: 이 프로젝트에 없는 시크릿 {secret}에 인증서가 있습니다.',
  },
  'assume.secretFilled': {
    en: 'Assumed: Secret {secret}, whose text here only stands for a certificate, holds one.',
    ko: '가정: 시크릿 {secret}에 자리만 표시된 인증서가 실제로 있습니다.',
  },
  'assume.authorityExists': {
    en: 'Assumed: {authority}, which no file here declares, holds a certificate authority.',
    ko: '가정: 이 프로젝트에 없는 {authority}에 인증 기관이 있습니다.',
  },
  'route.failed.claim': {
    en: '{route} wants the claim {name}: {want}.',
    ko: '{route|은/는} 클레임 {name}: {want|을/를} 요구합니다.',
  },
  'route.failed.sourceLabels': {
    en: '{match} is for clients with {want}; this one has {got}.',
    ko: '{match|은/는} {want} 클라이언트용이지만 이 클라이언트는 {got}입니다.',
  },
  'route.failed.sourceNamespace': {
    en: '{match} is for clients in namespace {want}, not {got}.',
    ko: '{match|은/는} 네임스페이스 {want} 클라이언트용입니다({got} 아님).',
  },
  'route.failed.port': {
    en: '{match} is for port {want}, not {got}.',
    ko: '{match|은/는} 포트 {want}용입니다({got} 아님).',
  },
  'route.failed.sni': {
    en: '{match} is for the server name {want}, not {got}.',
    ko: '{match|은/는} 서버 이름 {want}용입니다({got} 아님).',
  },
  'route.failed.address': {
    en: '{match} is for addresses in {want}.',
    ko: '{match|은/는} {want}의 주소용입니다.',
  },
} as const satisfies Words
