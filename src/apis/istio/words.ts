import type { Words } from '../../report/index.ts'

/** Reasons of the mesh: proxies, registries, destinations. */
export const istioWords = {
  'mesh.ownProxy': { en: '{pod} brings its own istio-proxy.', ko: '{pod}에는 istio-proxy가 직접 들어 있습니다.' },
  'mesh.gatewayPod': { en: '{pod} is a gateway proxy.', ko: '{pod|은/는} 게이트웨이 프록시입니다.' },
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
} as const satisfies Words
