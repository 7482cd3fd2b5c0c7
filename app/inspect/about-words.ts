import type { Words } from '../store/contracts.ts'

/** What each kind is, in two sentences, for who meets it for the first time. Loaded with the details, not before. */
export const aboutWords = {
  Namespace: {
    en: 'A room of the cluster that names live in. Rules may let traffic in or keep it out by namespace.',
    ko: '이름이 속하는 클러스터 안의 방입니다. 네임스페이스 단위로 트래픽을 들이거나 막을 수 있습니다.',
  },
  GatewayClass: {
    en: 'Says which controller runs the Gateways that name it. Without a controller, nobody listens.',
    ko: '이 클래스를 쓰는 Gateway를 어느 컨트롤러가 운영하는지 정합니다. 컨트롤러가 없으면 아무도 듣지 않습니다.',
  },
  Gateway: {
    en: 'A door of the cluster: its listeners say on which ports, protocols and host names it listens. Routes attach to it and say where requests go on.',
    ko: '클러스터의 문입니다. 리스너가 어느 포트, 프로토콜, 호스트 이름으로 들을지 정하고, 라우트가 붙어 요청이 갈 곳을 정합니다.',
  },
  ListenerSet: {
    en: 'More listeners for a Gateway that somebody else owns. The Gateway says which namespaces may add them.',
    ko: '다른 사람이 가진 Gateway에 리스너를 더합니다. 어느 네임스페이스가 더할 수 있는지는 Gateway가 정합니다.',
  },
  HTTPRoute: {
    en: 'Rules for HTTP requests: what they match (path, headers, method) and which Services get them, in which shares. It attaches to a listener of a Gateway, or to a Service in a mesh.',
    ko: 'HTTP 요청의 규칙입니다. 무엇(경로, 헤더, 메서드)에 맞으면 어느 서비스로 어떤 비율로 보낼지 정합니다. Gateway의 리스너에, 메시에서는 서비스에 붙습니다.',
  },
  GRPCRoute: {
    en: 'Rules for gRPC calls, by service and method. Otherwise it works as an HTTPRoute does.',
    ko: 'gRPC 호출을 서비스와 메서드로 나누는 규칙입니다. 그 밖에는 HTTPRoute와 같습니다.',
  },
  TLSRoute: {
    en: 'Sends whole TLS connections on by the server name that the client asks for. What is inside stays unread.',
    ko: '클라이언트가 요청한 서버 이름(SNI)에 따라 TLS 연결을 통째로 보냅니다. 안의 내용은 읽지 않습니다.',
  },
  TCPRoute: {
    en: 'Sends whole TCP connections of a listener on to Services. There is nothing to match but the port.',
    ko: '리스너의 TCP 연결을 통째로 서비스로 보냅니다. 포트 말고는 구분할 것이 없습니다.',
  },
  UDPRoute: {
    en: 'Sends the datagrams of a UDP listener on to Services. There is nothing to match but the port.',
    ko: 'UDP 리스너의 데이터그램을 서비스로 보냅니다. 포트 말고는 구분할 것이 없습니다.',
  },
  ReferenceGrant: {
    en: 'Allows objects of another namespace to name objects of this one. Without it, a route that sends requests across namespaces answers 500.',
    ko: '다른 네임스페이스의 오브젝트가 이 네임스페이스의 것을 참조하도록 허가합니다. 없으면 네임스페이스를 넘는 라우트는 500으로 응답합니다.',
  },
  BackendTLSPolicy: {
    en: 'How a Gateway speaks TLS to the pods behind a Service: which name it asks for and whom it trusts. Without it, the last hop is plain text.',
    ko: 'Gateway가 서비스 뒤 파드와 TLS로 통신하는 방법(이름과 신뢰할 인증서)을 정합니다. 없으면 마지막 구간은 평문입니다.',
  },
  Ingress: {
    en: 'The older door of the cluster: hosts and paths, each with a Service behind. What it cannot say, controllers read from annotations.',
    ko: '오래된 방식의 입구입니다. 호스트와 경로마다 서비스를 둡니다. 표현하지 못하는 것은 컨트롤러마다 애너테이션으로 읽습니다.',
  },
  IngressClass: {
    en: 'Says which controller serves the Ingresses that name it. One of them can be the default.',
    ko: '이 클래스를 쓰는 Ingress를 어느 컨트롤러가 처리하는지 정합니다. 하나를 기본값으로 둘 수 있습니다.',
  },
  Service: {
    en: 'A name and an address that stay while pods come and go. Its selector says which pods stand behind it; only ready ones get traffic.',
    ko: '파드가 바뀌어도 그대로인 이름과 주소입니다. 셀렉터가 뒤에 설 파드를 고르고, 준비된 파드만 트래픽을 받습니다.',
  },
  EndpointSlice: {
    en: 'The addresses behind a Service, as the cluster found them or as somebody wrote them.',
    ko: '서비스 뒤의 주소 목록입니다. 클러스터가 찾았거나 사람이 적은 것입니다.',
  },
  Deployment: {
    en: 'Keeps so many equal pods running. Services and policies find them by the labels of its template.',
    ko: '같은 파드를 정해진 수만큼 유지합니다. 서비스와 정책은 템플릿의 레이블로 파드를 찾습니다.',
  },
  StatefulSet: {
    en: 'Keeps pods running that have names and disks of their own. Through a headless Service each can be reached by name.',
    ko: '각자의 이름과 디스크를 가진 파드를 유지합니다. 헤드리스 서비스로 각각을 이름으로 부를 수 있습니다.',
  },
  DaemonSet: {
    en: 'Keeps one pod running on every node. How many there are depends on the cluster.',
    ko: '모든 노드에 파드를 하나씩 둡니다. 몇 개인지는 클러스터에 달려 있습니다.',
  },
  Pod: {
    en: 'Containers that share one address. Usually something else makes pods; one made by hand is not replaced when it goes.',
    ko: '주소 하나를 나누어 쓰는 컨테이너들입니다. 보통 다른 리소스가 만들며, 직접 만든 파드는 사라져도 다시 생기지 않습니다.',
  },
  Job: {
    en: 'Runs pods until their work is done. They receive traffic only while they run.',
    ko: '일이 끝날 때까지 파드를 돌립니다. 도는 동안에만 트래픽을 받습니다.',
  },
  CronJob: {
    en: 'Starts a Job at set times.',
    ko: '정해진 때에 Job을 시작합니다.',
  },
  NetworkPolicy: {
    en: 'Selects pods and lists who may reach them, or whom they may reach: all that is not listed is refused. Pods that no policy selects are open.',
    ko: '파드를 고르고 누가 닿을 수 있는지, 또는 어디에 닿을 수 있는지 적습니다. 적지 않은 것은 모두 거부됩니다. 어떤 정책도 고르지 않은 파드는 열려 있습니다.',
  },
  AdminNetworkPolicy: {
    en: 'Rules of the cluster’s administrators, in order of priority, before every NetworkPolicy. They allow, deny, or pass the question on.',
    ko: '관리자의 규칙으로, 우선순위 순서대로 모든 NetworkPolicy보다 먼저 적용됩니다. 허용, 거부하거나 다음으로 넘깁니다.',
  },
  BaselineAdminNetworkPolicy: {
    en: 'What holds where no NetworkPolicy has decided: the administrators’ last word.',
    ko: 'NetworkPolicy가 정하지 않은 곳에 적용되는 관리자의 기본 규칙입니다.',
  },
  ClusterNetworkPolicy: {
    en: 'Rules of the cluster’s administrators, in tiers before and after the NetworkPolicies. They accept, deny, or pass the question on.',
    ko: '관리자의 규칙으로, NetworkPolicy 앞뒤의 단계로 나뉩니다. 수락, 거부하거나 다음으로 넘깁니다.',
  },
  VirtualService: {
    en: 'How Istio routes what is sent to a host: rules are read from the top, and the first that matches wins. It can split, rewrite, delay and fail requests.',
    ko: 'Istio가 호스트로 온 요청을 보내는 방법입니다. 위에서부터 읽어 처음 맞는 규칙을 씁니다. 나누고, 고쳐 쓰고, 늦추고, 실패시킬 수 있습니다.',
  },
  DestinationRule: {
    en: 'What holds on the way to a host, once it is chosen: subsets by label, TLS, load balancing, limits.',
    ko: '목적지가 정해진 뒤의 규칙입니다. 레이블로 나눈 서브셋, TLS, 부하 분산, 제한을 정합니다.',
  },
  ServiceEntry: {
    en: 'Adds a host to what the mesh knows, often one outside of the cluster. Without it, a mesh that is strict about it sends nothing there.',
    ko: '메시가 아는 호스트를 더합니다. 보통 클러스터 밖의 것입니다. 엄격한 메시는 이것 없이는 그곳으로 보내지 않습니다.',
  },
  Sidecar: {
    en: 'Narrows what the proxies of some pods know and listen on. What is left out, they do not reach by name.',
    ko: '일부 파드의 프록시가 알고 듣는 범위를 좁힙니다. 빠진 것은 이름으로 닿지 못합니다.',
  },
  PeerAuthentication: {
    en: 'Whether pods take mutual TLS only, plain text too, or none of it. The most specific one holds.',
    ko: '파드가 상호 TLS만 받을지, 평문도 받을지 정합니다. 가장 구체적인 것이 적용됩니다.',
  },
  RequestAuthentication: {
    en: 'Which signed tokens are believed. A request with a wrong token is refused; one without any is not, unless an AuthorizationPolicy says so.',
    ko: '어떤 서명된 토큰을 믿을지 정합니다. 틀린 토큰은 거부되지만, 토큰이 없는 요청은 AuthorizationPolicy가 막지 않으면 통과합니다.',
  },
  AuthorizationPolicy: {
    en: 'Who may call what, by identity, path, method or claim. Denials come first; once something is allowed by rule, all else is refused.',
    ko: '신원, 경로, 메서드, 클레임에 따라 누가 무엇을 부를 수 있는지 정합니다. 거부가 먼저이고, 허용 규칙이 있으면 나머지는 거부됩니다.',
  },
  Secret: {
    en: 'Values that only some should read, such as certificates and their keys.',
    ko: '인증서와 키처럼 일부만 읽어야 하는 값입니다.',
  },
  ConfigMap: {
    en: 'Plain settings that pods and controllers read.',
    ko: '파드와 컨트롤러가 읽는 일반 설정입니다.',
  },
  KongPlugin: {
    en: 'Something Kong does to requests on their way: limits, checks, changes. It acts where a resource names it in an annotation.',
    ko: 'Kong이 요청에 하는 일(제한, 검사, 변경)입니다. 리소스가 애너테이션으로 지정한 곳에서 동작합니다.',
  },
  KongConsumer: {
    en: 'Somebody who calls through Kong, with the credentials to know them by.',
    ko: 'Kong을 통해 호출하는 사용자와 그 자격 증명입니다.',
  },
} as const satisfies Words

export const about = (kind: string, language: 'en' | 'ko'): string | null =>
  Object.hasOwn(aboutWords, kind) ? aboutWords[kind as keyof typeof aboutWords][language] : null
