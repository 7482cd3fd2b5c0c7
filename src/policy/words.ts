import type { Words } from '../report/index.ts'

export const policyWords = {
  'policy.noPod': {
    en: '{subject} is no pod of the cluster: no NetworkPolicy applies to it.',
    ko: '{subject|은/는} 클러스터의 파드가 아니므로 NetworkPolicy가 적용되지 않습니다.',
  },
  'policy.hostNetwork': {
    en: "{subject} runs on its node's network: NetworkPolicies never select it.",
    ko: '{subject|은/는} 노드 네트워크에서 실행되므로 NetworkPolicy가 선택하지 않습니다.',
  },
  'policy.loopback': {
    en: '{subject} talks to itself, which network plugins let through.',
    ko: '{subject|이/가} 자기 자신과 통신합니다. 네트워크 플러그인은 이를 허용합니다.',
  },
  'policy.otherNetwork': {
    en: '{subject} and {peer} are in different networks ({network}): nothing passes between them.',
    ko: '{subject|과/와} {peer|은/는} 서로 다른 네트워크({network})에 있어 통신할 수 없습니다.',
  },
  'policy.ownNode': {
    en: '{peer} is the node that {subject} runs on, and plugins let a node reach its own pods: the kubelet’s probes are never blocked.',
    ko: '{peer|은/는} {subject|이/가} 실행되는 노드입니다. 플러그인은 노드가 자기 파드에 닿게 하므로 kubelet 프로브는 막히지 않습니다.',
  },
  'policy.ingressOpen': {
    en: 'No NetworkPolicy isolates {subject} for incoming traffic: everything may enter.',
    ko: '{subject|을/를} 수신 방향으로 격리하는 NetworkPolicy가 없어 모두 들어올 수 있습니다.',
  },
  'policy.egressOpen': {
    en: 'No NetworkPolicy isolates {subject} for outgoing traffic: everything may leave.',
    ko: '{subject|을/를} 송신 방향으로 격리하는 NetworkPolicy가 없어 모두 나갈 수 있습니다.',
  },
  'policy.ingressAllowed': {
    en: '{policy} lets {peer} reach {subject} on {protocol} {port}.',
    ko: '{policy|이/가} {peer}의 {subject} {protocol} {port} 접근을 허용합니다.',
  },
  'policy.egressAllowed': {
    en: '{policy} lets {subject} reach {peer} on {protocol} {port}.',
    ko: '{policy|이/가} {subject}에서 {peer} {protocol} {port|으로/로} 나가는 것을 허용합니다.',
  },
  'policy.ingressRefused': {
    en: '{subject} is isolated by {policies}, and no rule lets {peer} in on {protocol} {port}.',
    ko: '{subject|은/는} {policies|으로/로} 격리되어 있고 {peer}의 {protocol} {port} 접근을 허용하는 규칙이 없습니다.',
  },
  'policy.egressRefused': {
    en: '{subject} is isolated by {policies}, and no rule lets it out to {peer} on {protocol} {port}.',
    ko: '{subject|은/는} {policies|으로/로} 격리되어 있고 {peer} {protocol} {port|으로/로} 나가는 것을 허용하는 규칙이 없습니다.',
  },
  'policy.addressUnknown': {
    en: 'Whether {policies} let {peer} through depends on an address that the manifests do not hold.',
    ko: '{policies|이/가} {peer|을/를} 허용하는지는 매니페스트에 없는 주소에 달려 있습니다.',
  },
  'policy.assumedBlocks': {
    en: 'Assumed: ipBlock {how} (networkPolicy.ipBlockMatchesPods).',
    ko: '가정: ipBlock은 {how} (networkPolicy.ipBlockMatchesPods).',
  },
  'policy.ingressDenied': {
    en: '{policy} denies {peer} access to {subject} on {protocol} {port}.',
    ko: '{policy|이/가} {peer}의 {subject} {protocol} {port} 접근을 거부합니다.',
  },
  'policy.egressDenied': {
    en: '{policy} denies {subject} access to {peer} on {protocol} {port}.',
    ko: '{policy|이/가} {subject}에서 {peer} {protocol} {port|으로/로} 나가는 것을 거부합니다.',
  },
  'policy.adminAllows': {
    en: 'Rule {rule} of {policy} allows {peer} on {protocol} {port}.',
    ko: '{policy}의 규칙 {rule|이/가} {peer} {protocol} {port|을/를} 허용합니다.',
  },
  'policy.adminDenies': {
    en: 'Rule {rule} of {policy} denies {peer} on {protocol} {port}.',
    ko: '{policy}의 규칙 {rule|이/가} {peer} {protocol} {port|을/를} 거부합니다.',
  },
  'policy.adminPasses': {
    en: 'Rule {rule} of {policy} passes {peer} on {protocol} {port} on to the namespaces’ own policies.',
    ko: '{policy}의 규칙 {rule|이/가} {peer} {protocol} {port|을/를} 네임스페이스의 정책으로 넘깁니다.',
  },
  'policy.adminUnknown': {
    en: 'Whether rule {rule} of {policy} takes {peer} on {protocol} {port} depends on an address that is not known.',
    ko: '{policy}의 규칙 {rule|이/가} {peer} {protocol} {port|을/를} 받는지는 알 수 없는 주소에 달려 있습니다.',
  },
  'policy.adminPeerDiffers': {
    en: 'Rule {rule} of {policy} is not about {peer} ({protocol} {port}).',
    ko: '{policy}의 규칙 {rule|은/는} {peer}에 대한 것이 아닙니다({protocol} {port}).',
  },
  'policy.adminPortDiffers': {
    en: 'Rule {rule} of {policy} takes {peer}, but not {protocol} {port}.',
    ko: '{policy}의 규칙 {rule|은/는} {peer|을/를} 받지만 {protocol} {port|은/는} 아닙니다.',
  },
  'policy.noRules': {
    en: '{policy} has no {direction} rules: it allows nothing.',
    ko: '{policy}에는 {direction} 규칙이 없어 아무것도 허용하지 않습니다.',
  },
  'policy.peerDiffers': {
    en: 'This rule of {policy} does not name {peer}.',
    ko: '{policy}의 이 규칙은 {peer|을/를} 가리키지 않습니다.',
  },
  'policy.portDiffers': {
    en: 'This rule of {policy} takes {peer}, but not {protocol} {port}.',
    ko: '{policy}의 이 규칙은 {peer|을/를} 허용하지만 {protocol} {port|은/는} 아닙니다.',
  },
  'policy.peerAndPortDiffer': {
    en: 'This rule of {policy} names neither {peer} nor {protocol} {port}.',
    ko: '{policy}의 이 규칙은 {peer|도/도} {protocol} {port|도/도} 가리키지 않습니다.',
  },
  'policy.ruleAllows': {
    en: 'This rule of {policy} takes {peer} on {protocol} {port}.',
    ko: '{policy}의 이 규칙이 {peer}의 {protocol} {port|을/를} 허용합니다.',
  },
  'policy.blockUnknown': {
    en: 'This ipBlock of {policy} may or may not hold the address of {peer}.',
    ko: '{policy}의 이 ipBlock에 {peer}의 주소가 들어 있는지 알 수 없습니다.',
  },
} as const satisfies Words
