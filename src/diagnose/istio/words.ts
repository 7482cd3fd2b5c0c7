import type { Words } from '../../report/index.ts'

/** What istioctl's analyzers find, in our words. */
export const istioAnalyzeWords = {
  'istio.refused': {
    en: 'Istio’s admission refuses this object for its errors: until they are mended, nothing of it applies.',
    ko: 'Istio의 승인 웹훅이 이 오류 때문에 오브젝트를 거부합니다. 고치기 전에는 아무것도 적용되지 않습니다.',
  },
  'IST0002.ignored': { en: '{field} is ignored.', ko: '{field|은/는} 무시됩니다.' },
  'IST0002.replaced': {
    en: '{field} is old; use {want}.',
    ko: '{field|은/는} 오래된 필드입니다. {want|을/를} 쓰세요.',
  },
  'IST0002.removed': { en: 'Istio gave up the kind {field}.', ko: 'Istio에는 더 이상 {field} 종류가 없습니다.' },
  'IST0101.host': {
    en: 'No Service or ServiceEntry that is seen from here has the host {host}.',
    ko: '여기서 보이는 서비스나 ServiceEntry 중에 호스트 {host|이/가} 없습니다.',
  },
  'IST0101.port': { en: '{host} has no port {port}.', ko: '{host}에 포트 {port|이/가} 없습니다.' },
  'IST0101.subset': {
    en: 'No DestinationRule of {host} names a subset {subset}.',
    ko: '{host}의 DestinationRule에 서브셋 {subset|이/가} 없습니다.',
  },
  'IST0101.gateway': {
    en: 'There is no Gateway {gateway} here.',
    ko: '게이트웨이 {gateway|이/가} 없습니다.',
  },
  'IST0101.selector': {
    en: 'No pod has the labels {value}.',
    ko: '레이블 {value|을/를} 가진 파드가 없습니다.',
  },
  'IST0101.credential': {
    en: 'There is no Secret {value} in {namespace}, the namespace of the gateway’s pods.',
    ko: '게이트웨이 파드의 네임스페이스 {namespace}에 시크릿 {value|이/가} 없습니다.',
  },
  'IST0101.namespace': {
    en: 'There is no namespace {value}.',
    ko: '네임스페이스 {value|이/가} 없습니다.',
  },
  'IST0102.namespace': {
    en: 'Pods of {namespace} get no sidecar: the namespace does not ask for them.',
    ko: '{namespace}의 파드에는 사이드카가 들어가지 않습니다. 네임스페이스가 요청하지 않습니다.',
  },
  'IST0103.proxy': {
    en: 'The namespace asks for sidecars, but this pod has none; it gets one when it is made anew.',
    ko: '네임스페이스가 사이드카를 요청하지만 이 파드에는 없습니다. 파드를 다시 만들면 들어갑니다.',
  },
  'IST0109.host': {
    en: '{rules} all rule {host} for the mesh: which one counts is not defined.',
    ko: '{rules|이/가} 모두 메시에서 {host|을/를} 다룹니다. 어느 것이 적용될지 정해져 있지 않습니다.',
  },
  'IST0110.sidecars': {
    en: '{sidecars} all select {pod}: which one counts is not defined.',
    ko: '{sidecars|이/가} 모두 {pod|을/를} 선택합니다. 어느 것이 적용될지 정해져 있지 않습니다.',
  },
  'IST0111.sidecars': {
    en: '{sidecars} all stand for the whole of {namespace}: which one counts is not defined.',
    ko: '{sidecars|이/가} 모두 {namespace} 전체에 적용됩니다. 어느 것이 적용될지 정해져 있지 않습니다.',
  },
  'IST0112.port': {
    en: '{host} has several ports ({ports}): say which.',
    ko: '{host}에 포트가 여러 개({ports}) 있습니다. 하나를 지정하세요.',
  },
  'IST0116.services': {
    en: '{services} give port {port} of these pods different protocols.',
    ko: '{services|이/가} 이 파드의 포트 {port}에 서로 다른 프로토콜을 줍니다.',
  },
  'IST0118.port': {
    en: 'The name of port {port} does not begin with its protocol (http, grpc, tcp …), so the proxy guesses it.',
    ko: '포트 {port}의 이름이 프로토콜(http, grpc, tcp …)로 시작하지 않아 프록시가 추측합니다.',
  },
  'IST0123.labels': {
    en: '{namespace} asks for its proxies in two ways; keep one of the labels.',
    ko: '{namespace|이/가} 두 가지 방식으로 프록시를 요청합니다. 레이블을 하나만 남기세요.',
  },
  'IST0127.policy': {
    en: 'This policy applies to no workload of the mesh ({selector}).',
    ko: '이 정책이 적용되는 메시 워크로드가 없습니다({selector}).',
  },
  'IST0128.tls': {
    en: '{mode} without caCertificates: nobody checks whom the connection leads to.',
    ko: 'caCertificates 없는 {mode}: 상대를 아무도 확인하지 않습니다.',
  },
  'IST0129.tls': {
    en: '{mode} on port {port} without caCertificates: nobody checks whom the connection leads to.',
    ko: '포트 {port}에서 caCertificates 없는 {mode}: 상대를 아무도 확인하지 않습니다.',
  },
  'IST0130.catchAll': {
    en: 'Rule {rule} has no matches, and neither has an earlier one: it is never reached.',
    ko: '규칙 {rule}에는 매치가 없고 앞의 규칙에도 없어 도달하지 않습니다.',
  },
  'IST0130.matches': {
    en: 'Every match of rule {rule} stands in an earlier rule: it is never reached.',
    ko: '규칙 {rule}의 매치가 모두 앞의 규칙에 있어 도달하지 않습니다.',
  },
  'IST0131.match': {
    en: 'Match {match} of rule {rule} is taken by {earlier} already.',
    ko: '규칙 {rule}의 매치 {match|은/는} 이미 {earlier|이/가} 처리합니다.',
  },
  'IST0132.hosts': {
    en: '{gateway} serves none of {hosts} to this rule.',
    ko: '{gateway|은/는} 이 규칙에 {hosts|을/를} 제공하지 않습니다.',
  },
  'IST0134.port': {
    en: 'Without an address, TCP for this host cannot be told from TCP for another.',
    ko: '주소가 없으면 이 호스트의 TCP를 다른 것과 구별할 수 없습니다.',
  },
  'IST0137.services': {
    en: '{services} lead different ports ({ports}) to {target} of these pods.',
    ko: '{services|이/가} 서로 다른 포트({ports})를 이 파드의 {target|으로/로} 보냅니다.',
  },
  'IST0138.certificate': {
    en: '{other} has the same certificate: a browser that reuses its connection gets a 404 for hosts of the other.',
    ko: '{other|이/가} 같은 인증서를 씁니다. 연결을 재사용하는 브라우저는 다른 쪽 호스트에서 404를 받습니다.',
  },
  'IST0140.rules': {
    en: 'This leads to {host} past the subsets that {other} has for the mesh.',
    ko: '이 경로는 {other|이/가} 메시에 정한 {host}의 서브셋을 거치지 않습니다.',
  },
  'IST0144.user': {
    en: 'User 1337 is the sidecar’s own: traffic of this container passes it by.',
    ko: '사용자 1337은 사이드카의 것이라 이 컨테이너의 트래픽은 사이드카를 거치지 않습니다.',
  },
  'IST0145.gateways': {
    en: '{others} claim {hosts} on port {port} of the same proxies: the oldest wins.',
    ko: '{others|이/가} 같은 프록시의 포트 {port}에서 {hosts|을/를} 차지합니다. 가장 오래된 것이 적용됩니다.',
  },
  'IST0148.namespace': {
    en: 'Pods of {namespace} get sidecars, because the injector takes every namespace that says nothing.',
    ko: '주입기가 아무 말 없는 네임스페이스를 모두 받으므로 {namespace}의 파드에 사이드카가 들어갑니다.',
  },
  'IST0149.claim': {
    en: 'No RequestAuthentication checks tokens at {pod} of {gateway}, so {claim} never matches.',
    ko: '{gateway}의 {pod}에서 토큰을 확인하는 RequestAuthentication이 없어 {claim|은/는} 일치하지 않습니다.',
  },
  'IST0150.port': {
    en: 'Port {port} of an ExternalName is plain TCP, which takes the traffic of every other host on that port.',
    ko: 'ExternalName의 포트 {port|이/가} 일반 TCP라 그 포트의 다른 호스트 트래픽까지 가져갑니다.',
  },
  'IST0151.patch': {
    en: 'Where this patch lands hangs on other filters: give it a priority.',
    ko: '이 패치의 위치가 다른 필터에 달려 있습니다. priority를 지정하세요.',
  },
  'IST0152.patch': {
    en: 'REPLACE works for network and HTTP filters only.',
    ko: 'REPLACE는 네트워크 필터와 HTTP 필터에만 쓸 수 있습니다.',
  },
  'IST0153.patch': {
    en: 'ADD does nothing to route configurations and HTTP routes.',
    ko: 'ADD는 라우트 설정과 HTTP 라우트에서 아무 일도 하지 않습니다.',
  },
  'IST0154.patch': {
    en: 'REMOVE does nothing to route configurations and HTTP routes.',
    ko: 'REMOVE는 라우트 설정과 HTTP 라우트에서 아무 일도 하지 않습니다.',
  },
  'IST0155.patch': {
    en: 'Another patch of this filter is for one version of the proxy only; without a priority their order is open.',
    ko: '이 필터의 다른 패치는 특정 프록시 버전용입니다. priority가 없으면 순서가 정해지지 않습니다.',
  },
  'IST0161.credential': {
    en: 'Secret {value} in {namespace} holds no certificate with its key.',
    ko: '{namespace}의 시크릿 {value}에 인증서와 키가 없습니다.',
  },
  'IST0162.port': {
    en: 'No Service of the gateway’s pods ({selector}) has port {port}.',
    ko: '게이트웨이 파드({selector})의 서비스에 포트 {port|이/가} 없습니다.',
  },
  'IST0165.gateway': {
    en: '{gateway} is made by Istio from a Gateway of the Gateway API; bind to that one by its own name.',
    ko: '{gateway|은/는} Gateway API의 Gateway에서 Istio가 만든 것입니다. 원래 이름으로 연결하세요.',
  },
  'IST0166.selector': {
    en: 'The pods of {gateway} are a Gateway API gateway’s: selectors have no effect there, targetRefs do.',
    ko: '{gateway}의 파드는 Gateway API 게이트웨이의 것이라 셀렉터는 효과가 없고 targetRefs가 필요합니다.',
  },
  'IST0167.sidecar': {
    en: 'These pods have no sidecars (ambient), so this has no effect.',
    ko: '이 파드들에는 사이드카가 없어(ambient) 효과가 없습니다.',
  },
  'IST0171.condition': {
    en: 'The status says no to {type} ({reason}): {said}',
    ko: '상태가 {type|을/를} 부정합니다({reason}): {said}',
  },
  'IST0173.subset': {
    en: 'Subset {subset} takes no pod of {host}.',
    ko: '서브셋 {subset|은/는} {host}의 파드를 하나도 고르지 않습니다.',
  },
  'IST0174.host': {
    en: 'No Service or ServiceEntry has the host {host}.',
    ko: '호스트 {host|을/를} 가진 서비스나 ServiceEntry가 없습니다.',
  },
  'IST0177.protocol': {
    en: '{entries} give port {port} of {host} different protocols ({protocols}).',
    ko: '{entries|이/가} {host}의 포트 {port}에 서로 다른 프로토콜({protocols})을 줍니다.',
  },
} as const satisfies Words
