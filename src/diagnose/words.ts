import type { Words } from '../report/index.ts'

export const diagnoseWords = {
  'schema.unknownField': {
    en: '{holder} has no field {field}: kubectl apply refuses it, and an API server drops it.',
    ko: '{holder}에는 {field} 필드가 없습니다. kubectl apply가 거부하고, API 서버는 버립니다.',
  },
  'schema.misspeltField': {
    en: '{holder} has no field {field}, but {near}: kubectl apply refuses it, and an API server drops it.',
    ko: '{holder}에는 {field} 필드가 없고 {near|이/가} 있습니다. kubectl apply가 거부하고, API 서버는 버립니다.',
  },
  'duplicate.replaced': {
    en: '{resource} is declared again later; that one counts, this one is shown veiled.',
    ko: '{resource|이/가} 뒤에서 다시 선언되었습니다. 뒤의 것이 적용되고 이것은 흐리게 표시됩니다.',
  },
  'backend.serviceNotFound': {
    en: '{service} is declared nowhere in this project.',
    ko: '이 프로젝트에 {service|이/가} 없습니다.',
  },
  'backend.portNotFound': { en: '{service} has no port {port}.', ko: '{service}에 포트 {port|이/가} 없습니다.' },
  'parent.notFound': {
    en: '{parent} is declared nowhere in this project.',
    ko: '이 프로젝트에 {parent|이/가} 없습니다.',
  },
  'route.NoMatchingParent': {
    en: '{gateway} has no listener {section}.',
    ko: '{gateway}에 리스너 {section|이/가} 없습니다.',
  },
  'route.NotAllowedByListeners': {
    en: 'Listener {listener} of {gateway} does not take this route: it allows routes from {from} namespaces, and this one is in {namespace}.',
    ko: '{gateway}의 리스너 {listener|은/는} 이 라우트를 받지 않습니다. {from} 네임스페이스의 라우트만 허용하며 이 라우트는 {namespace}에 있습니다.',
  },
  'route.NoMatchingListenerHostname': {
    en: 'No hostname of this route ({route}) fits {gateway} ({listener}).',
    ko: '이 라우트의 호스트 이름({route}) 중 {gateway}({listener})에 맞는 것이 없습니다.',
  },
  'route.grantMissing': {
    en: '{target} is in another namespace, and no ReferenceGrant there lets HTTPRoutes of {from} reach it.',
    ko: '{target|은/는} 다른 네임스페이스에 있고, 그곳에 {from}의 HTTPRoute를 허용하는 ReferenceGrant가 없습니다.',
  },
  'policy.selectsNothing': {
    en: 'No pod in {namespace} has the labels {selector}: this policy does nothing.',
    ko: '{namespace}에 레이블 {selector|을/를} 가진 파드가 없어 이 정책은 아무 일도 하지 않습니다.',
  },
  'policy.oneDashTooMany': {
    en: 'These are two peers: the whole namespace above, or these pods of the policy’s own namespace. If these pods in that namespace were meant, drop the dash.',
    ko: '피어가 둘입니다. 위의 네임스페이스 전체, 또는 정책 자신의 네임스페이스에 있는 이 파드들입니다. 그 네임스페이스의 이 파드들을 뜻했다면 대시를 지우세요.',
  },
  'policy.egressWithoutDns': {
    en: '{pod} may send nothing to port 53 of a name server: names are no longer resolved ({count| workload/ workloads}).',
    ko: '{pod|은/는} 이름 서버의 포트 53으로 아무것도 보낼 수 없어 이름을 해석하지 못합니다(워크로드 {count}개).',
  },
  'policy.portNobodyListensOn': {
    en: 'No container of the pods meant here declares port {port} {protocol}.',
    ko: '여기서 뜻하는 파드의 컨테이너 중 포트 {port} {protocol|을/를} 선언한 것이 없습니다.',
  },
  'policy.covered': {
    en: 'Without this policy nothing would change: {policies} give its pods all that it gives.',
    ko: '이 정책이 없어도 달라지는 것이 없습니다. {policies|이/가} 같은 것을 이미 허용합니다.',
  },
  'policy.withoutEffect': {
    en: 'Without this policy nothing would change: it lets everything through, and no other keeps anything from its pods.',
    ko: '이 정책이 없어도 달라지는 것이 없습니다. 모두 허용하며, 그 파드들을 막는 다른 정책도 없습니다.',
  },
  'adminPolicy.selectsNothing': {
    en: 'No pod is meant by {selector}: this policy does nothing.',
    ko: '{selector|이/가} 뜻하는 파드가 없어 이 정책은 아무 일도 하지 않습니다.',
  },
  'adminPolicy.noRules': {
    en: 'This policy has no rules, and selecting pods alone isolates nothing: it does nothing.',
    ko: '이 정책에는 규칙이 없고, 파드를 선택하는 것만으로는 아무것도 격리하지 않습니다. 아무 일도 하지 않습니다.',
  },
  'policy.routeRefused': {
    en: '{pods} let no controller in on port {port}: {policies} isolate them, and no rule could take it.',
    ko: '{pods|은/는} 포트 {port|으로/로} 컨트롤러를 받지 않습니다. {policies|으로/로} 격리되어 있고 허용할 규칙이 없습니다.',
  },
  'network.secondary': {
    en: 'A secondary network stands beside the cluster’s own and is not simulated; it changes nothing here.',
    ko: '보조 네트워크는 클러스터 네트워크와 별개이며 시뮬레이션하지 않습니다. 여기서는 달라지는 것이 없습니다.',
  },
  'network.noNamespace': {
    en: 'Its namespace is not declared here, so no pods are in this network.',
    ko: '네임스페이스가 선언되지 않아 이 네트워크에 속한 파드가 없습니다.',
  },
  'network.noLabel': {
    en: 'The namespace lacks the label k8s.ovn.org/primary-user-defined-network, so its pods stay in the cluster’s network.',
    ko: '네임스페이스에 레이블 k8s.ovn.org/primary-user-defined-network가 없어 파드가 클러스터 네트워크에 남습니다.',
  },
  'network.selectsNone': {
    en: 'No namespace here is selected, so no pods are in this network.',
    ko: '선택된 네임스페이스가 없어 이 네트워크에 속한 파드가 없습니다.',
  },
  'network.twice': {
    en: '{other} claims namespace {namespace} as well; pods have one primary network.',
    ko: '{other|도/도} 네임스페이스 {namespace|을/를} 차지합니다. 파드의 기본 네트워크는 하나입니다.',
  },
  'policy.rulesIgnored': {
    en: 'These {direction} rules are never asked: policyTypes does not list {type}.',
    ko: 'policyTypes에 {type|이/가} 없어 이 {direction} 규칙은 적용되지 않습니다.',
  },
  'policy.namedPortOutside': {
    en: 'Port {port} is a name, and outside the cluster no port has one: to these addresses this rule lets nothing through.',
    ko: '포트 {port|은/는} 이름인데 클러스터 밖의 포트에는 이름이 없으므로 이 주소로는 아무것도 허용하지 않습니다.',
  },
  'policy.peerSelectsNothing': {
    en: 'No pod in the namespaces meant here has the labels {selector}.',
    ko: '여기서 뜻하는 네임스페이스에 레이블 {selector|을/를} 가진 파드가 없습니다.',
  },
  'policy.blockCoversPods': {
    en: '{cidr} holds the address of {pod}. Whether ipBlocks take pods depends on the network plugin; pods are named by labels.',
    ko: '{cidr}에 {pod}의 주소가 들어 있습니다. ipBlock이 파드에 적용되는지는 네트워크 플러그인에 달려 있으므로 파드는 레이블로 가리키세요.',
  },
  'policy.ownerLabelsGap': {
    en: 'A policy’s selector {selector} tells this pod from {other} of the same {owner}.',
    ko: '정책의 셀렉터 {selector|이/가} 이 파드를 같은 {owner}의 {other|과/와} 구별합니다.',
  },
  'adminPolicy.samePriority': {
    en: '{other} has priority {priority} as well: which of the two is asked first is not defined.',
    ko: '{other|도/도} 우선순위가 {priority}입니다. 어느 쪽이 먼저인지는 정해져 있지 않습니다.',
  },
  'adminPolicy.secondBaseline': {
    en: 'A cluster has one BaselineAdminNetworkPolicy; {other} is another.',
    ko: '클러스터에는 BaselineAdminNetworkPolicy가 하나만 있습니다. {other|이/가} 또 있습니다.',
  },
  'service.selectsNothing': {
    en: 'No pod of this project has the labels {selector}.',
    ko: '이 프로젝트에 레이블 {selector|을/를} 가진 파드가 없습니다.',
  },
} as const satisfies Words
